import { MessageChannelMain, type WebContents } from 'electron'
import { portMessageType } from '#shared/contract/ipc'
import type { StationOrder } from '#shared/contract/processes'
import modulePath from '../../station/entry?modulePath'
import searchWorkerFile from '../../station/search/searchWorker?modulePath'
import { startServiceProcess } from './serviceProcess'

type Options = {
  dataFolder: string
  stationName: string
  env: NodeJS.ProcessEnv
  onDeath(exitCode: number): void
}

export type StationProcess = {
  /** Tells the station where the gateway is; told again after each restart. */
  useGateway(url: string, token: string): void
  /** Hands the page a port of its own to the station, now and after each restart of the station. */
  connect(contents: WebContents): void
  /** Hands the station a file that a person chose; the windows hear what became of it under the id. */
  attachFile(id: string, file: string): void
  /** Lets the station keep a copy of a content in a file that a person named. */
  saveContent(id: string, sha256: string, file: string): void
  stop(): Promise<void>
}

/** The station: the only process with a socket for facts and a cache. Main only passes ports around. */
export function startStationProcess(options: Options): StationProcess {
  const pages = new Set<WebContents>()
  let gateway: Extract<StationOrder, { kind: 'gateway' }> | undefined
  const service = startServiceProcess({
    name: 'station',
    modulePath,
    env: options.env,
    onStart() {
      tell({ kind: 'start', dataFolder: options.dataFolder, stationName: options.stationName, searchWorkerFile })
      if (gateway !== undefined) tell(gateway)
      for (const page of pages) handPort(page)
    },
    onMessage: () => undefined,
    onDeath: (exitCode) => options.onDeath(exitCode),
  })

  function tell(order: StationOrder): void {
    service.post(order)
  }

  function handPort(contents: WebContents): void {
    if (contents.isDestroyed()) return void pages.delete(contents)
    const { port1, port2 } = new MessageChannelMain()
    service.post({ kind: 'port' } satisfies StationOrder, [port1])
    contents.postMessage(portMessageType, null, [port2])
  }

  return {
    useGateway(url, token) {
      gateway = { kind: 'gateway', url, token }
      tell(gateway)
    },
    connect(contents) {
      pages.add(contents)
      handPort(contents)
    },
    attachFile: (id, file) => tell({ kind: 'attach-file', id, file }),
    saveContent: (id, sha256, file) => tell({ kind: 'save-content', id, sha256, file }),
    stop: () => service.stop({ kind: 'stop' } satisfies StationOrder, 3_000),
  }
}
