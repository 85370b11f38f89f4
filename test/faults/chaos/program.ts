import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program that is started, killed and started again. */
export type Program = {
  start(): void
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM; resolves when the process is gone. */
  stop(): Promise<void>
  /** One line for its standard input; lost when it is not running. */
  write(line: string): void
  /** What it said on standard error, the last lines. */
  complaints(): string
}

type Options = {
  words: readonly string[]
  onLine(line: string): void
  /** It ended although nobody asked it to. */
  onCrash(what: string): void
}

export function createProgram({ words, onLine, onCrash }: Options): Program {
  let child: ChildProcess | undefined
  let ended: Promise<void> = Promise.resolve()
  let wanted = false
  let complaints = ''

  function end(signal: NodeJS.Signals): Promise<void> {
    wanted = false
    child?.kill(signal)
    return ended
  }

  return {
    start() {
      const started = spawn(process.execPath, [...words], { stdio: ['pipe', 'pipe', 'pipe'] })
      child = started
      wanted = true
      // A line may be on its way to a process that is being killed.
      started.stdin.on('error', () => undefined)
      createInterface({ input: started.stdout }).on('line', onLine)
      started.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-4_000)))
      ended = new Promise((settle) => {
        started.once('close', (code, signal) => {
          if (wanted) onCrash(`${words.slice(0, 2).join(' ')} ended by itself (${code ?? signal}): ${complaints}`)
          settle()
        })
      })
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    write: (line) => void (child?.stdin?.writable && child.stdin.write(`${line}\n`)),
    complaints: () => complaints,
  }
}
