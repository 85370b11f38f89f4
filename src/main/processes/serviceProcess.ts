import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'

const firstDelayMs = 250
const longestDelayMs = 10_000
/** A process that lived this long is taken to be well: its next death starts the delays anew. */
const healthyMs = 60_000

type Options = {
  name: string
  modulePath: string
  env: NodeJS.ProcessEnv
  /** Called for the first and every further life of the process. */
  onStart(process: ServiceProcess): void
  onMessage(message: unknown): void
  /** It ended without being asked to; it will be started again after `delayMs`. */
  onDeath(exitCode: number, delayMs: number): void
}

/** A utility process that is started again when it dies, with growing delays. */
export type ServiceProcess = {
  /** Lost while the process is not running: `onStart` says again what it must know. */
  post(message: unknown, ports?: MessagePortMain[]): void
  /** Ends it now; it is started again as if it had died, but nobody is told of a death. */
  startOver(): void
  /** Asks it to end with `farewell` and resolves when it has, or was ended after `patienceMs`. */
  stop(farewell: unknown, patienceMs: number): Promise<void>
}

function killProcess(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch {
    // It ended just now.
  }
}

export function startServiceProcess(options: Options): ServiceProcess {
  let child: UtilityProcess | undefined
  let isRunning = false
  let isStartingOver = false
  let deaths = 0
  let stopping = false
  let restart: NodeJS.Timeout | undefined
  const service: ServiceProcess = {
    post(message, ports) {
      if (isRunning) child?.postMessage(message, ports ?? [])
    },
    startOver() {
      isStartingOver = true
      child?.kill()
    },
    stop(farewell, patienceMs) {
      stopping = true
      clearTimeout(restart)
      const running = child
      if (running?.pid === undefined) return Promise.resolve()
      return new Promise((resolve) => {
        // Not the polite signal: who has not ended by now may be stopped, and hears no other. What it keeps survives that.
        const patience = setTimeout(() => killProcess(running.pid), patienceMs)
        running.once('exit', () => {
          clearTimeout(patience)
          resolve()
        })
        running.postMessage(farewell)
      })
    },
  }
  launch()
  return service

  function launch(): void {
    const startedAtMs = Date.now()
    child = utilityProcess.fork(options.modulePath, [], { serviceName: options.name, stdio: 'inherit', env: options.env })
    child.on('message', options.onMessage)
    child.once('spawn', () => {
      isRunning = true
      options.onStart(service)
    })
    child.once('exit', (exitCode) => {
      isRunning = false
      if (stopping) return
      deaths = Date.now() - startedAtMs > healthyMs ? 1 : deaths + 1
      const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (deaths - 1))
      if (!isStartingOver) options.onDeath(exitCode, delayMs)
      isStartingOver = false
      restart = setTimeout(launch, delayMs)
    })
  }
}
