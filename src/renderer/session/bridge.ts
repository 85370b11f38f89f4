import type {
  MainCall,
  MainCallInput,
  MainCallOutput,
  MainPush,
  MainPushPayload,
  RoomBridge,
  portMessageType as contractPortMessageType,
} from '#shared/contract/ipc'
import type { Fact } from '#shared/contract/fact'
import type { Result } from '#shared/contract/result'
import type { StationPush, WindowCall } from '#shared/contract/stationPort'

declare global {
  interface Window {
    /** What the preload script exposes; the only thing of Electron a page can see. */
    readonly room: RoomBridge
  }
}

// Typed by the contract's constant, written here so that the page does not carry the schemas that stand beside it.
const portMessageType: typeof contractPortMessageType = 'room:station-port'

let port: MessagePort | undefined

/** Calls the main process; the answer is a Result, never a rejection. */
export async function callMain<T extends MainCall>(name: T, input: MainCallInput<T>): Promise<Result<MainCallOutput<T>>> {
  try {
    return await window.room.call(name, input)
  } catch (error) {
    return { ok: false, failure: { code: 'internal', message: error instanceof Error ? error.message : String(error) } }
  }
}

/** Listens to what main pushes; returns how to stop. */
export function listenToMain(listener: <T extends MainPush>(name: T, payload: MainPushPayload<T>) => void): () => void {
  return window.room.onPush(listener)
}

/**
 * Asks main for a port to the station and hands over what arrives on it, also on each later port (the station was restarted).
 * A new port replaces the one before. Returns how to stop.
 */
export function connectStation(receive: (push: StationPush) => void): () => void {
  const takePort = (event: MessageEvent) => {
    const offered = event.ports[0]
    if (event.source !== window || offered === undefined) return
    if ((event.data as { type?: unknown } | null)?.type !== portMessageType) return
    closePort()
    port = offered
    port.onmessage = (message: MessageEvent<StationPush>) => receive(unpacked(message.data))
    // The station died: what is sent from now on has to be refused, not posted into nothing.
    port.addEventListener('close', () => {
      if (port === offered) port = undefined
    })
  }
  window.addEventListener('message', takePort)
  void requestStationPort()
  return () => {
    window.removeEventListener('message', takePort)
    closePort()
  }
}

/** Asks main for a fresh port; the station then starts again with a whole `state`. */
export function requestStationPort(): Promise<Result<null>> {
  return callMain('station.connect', null)
}

/** Sends a call to the station; false when there is no port to send it on. */
export function sendToStation(call: WindowCall): boolean {
  if (port === undefined) return false
  port.postMessage(call)
  return true
}

function unpacked(push: StationPush): StationPush {
  return push.kind === 'facts-text' ? { kind: 'facts', facts: JSON.parse(push.text) as Fact[] } : push
}

function closePort(): void {
  if (port === undefined) return
  port.onmessage = null
  port.close()
  port = undefined
}
