import { windowCall, type StationPush, type WindowCall } from '#shared/contract/stationPort'
import { factsText } from './factText'

/** One window's end of the line, whatever carries it. */
export type WindowPort = {
  post(push: StationPush): void
  /** Takes facts as text (`facts-text`), which is cheaper to hand over. */
  takesText?: boolean
  onCall(listener: (call: unknown) => void): void
  onClose(listener: () => void): void
}

/** All windows of the station: everyone gets every push, and calls of each are checked at this door. */
export type WindowHub = {
  /** `greet` gives the newcomer its state before anything else. */
  add(port: WindowPort, greet: (push: (message: StationPush) => void) => void): void
  push(message: StationPush): void
  readonly size: number
}

export function createWindowHub(
  onCall: (call: WindowCall, answer: (message: StationPush) => void) => void,
  onInvalid: (what: string) => void,
): WindowHub {
  const ports = new Set<WindowPort>()
  return {
    add(port, greet) {
      // One answerer a window, for as long as it lives: who asks for several things can be told by it.
      const answer = (message: StationPush): void => port.post(message)
      port.onCall((raw) => {
        const call = windowCall.safeParse(raw)
        if (!call.success) return onInvalid(call.error.message)
        onCall(call.data, answer)
      })
      port.onClose(() => ports.delete(port))
      greet(answer)
      ports.add(port)
    },
    push(message) {
      let text: StationPush | undefined
      for (const port of ports) {
        if (message.kind !== 'facts' || port.takesText !== true) port.post(message)
        else port.post((text ??= { kind: 'facts-text', text: factsText(message.facts) }))
      }
    },
    get size() {
      return ports.size
    },
  }
}
