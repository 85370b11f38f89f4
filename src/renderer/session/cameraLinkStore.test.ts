import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { useCameraLinkStore } from './cameraLinkStore'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>
const pose = (headingDeg: number) => ({ target: { lonDeg: 107.1, latDeg: 16.82 }, rangeM: 900, headingDeg, pitchDeg: -40 })

/** Windows whose messages reach all others at once. */
function windows() {
  const channels = new Set<Channel>()
  return () => {
    const link = useCameraLinkStore(createPinia())
    const leave = link.join(() => {
      const channel: Channel = {
        onmessage: null,
        postMessage(data: unknown) {
          const message = { data: structuredClone(data) } as MessageEvent
          for (const other of channels) if (other !== channel) other.onmessage?.call(other as BroadcastChannel, message)
        },
        close: () => void channels.delete(channel),
      }
      channels.add(channel)
      return channel
    })
    return { link, leave }
  }
}

describe('linked views', () => {
  it('look where the leading one looks, until it leads no more', () => {
    const open = windows()
    const [desk, wall] = [open(), open()]
    desk.link.tell(pose(1))
    expect(wall.link.led).toBe(null)
    desk.link.lead(pose(10))
    desk.link.tell(pose(20))
    expect([wall.link.led, desk.link.led]).toEqual([pose(20), null])
    desk.link.stop()
    expect(wall.link.led).toBe(null)
  })

  it('a window that opens later is told at once, and a leader that goes takes nobody with it', () => {
    const open = windows()
    const desk = open()
    desk.link.lead(pose(30))
    const wall = open()
    expect(wall.link.led).toEqual(pose(30))
    desk.leave()
    expect(wall.link.led).toBe(null)
  })

  it('the later of two leaders leads', () => {
    const open = windows()
    const [one, two] = [open(), open()]
    one.link.lead(pose(1))
    two.link.lead(pose(2))
    expect([one.link.isLeading, one.link.led, two.link.isLeading]).toEqual([false, pose(2), true])
  })

  it('look back at the moment that the leading one looks back at, and at the present afterwards', () => {
    const open = windows()
    const [desk, wall] = [open(), open()]
    desk.link.tellTime(5)
    expect(wall.link.ledAtMs).toBe(null)
    desk.link.lead(pose(1))
    expect(wall.link.ledAtMs).toBe(5)
    desk.link.tellTime(7)
    expect([wall.link.ledAtMs, desk.link.ledAtMs, open().link.ledAtMs]).toEqual([7, null, 7])
    desk.link.stop()
    expect(wall.link.ledAtMs).toBe(null)
  })

  it('does not take what is no message of ours', () => {
    const pinia = createPinia()
    const link = useCameraLinkStore(pinia)
    const channel: Channel = { onmessage: null, postMessage: () => undefined, close: () => undefined }
    link.join(() => channel)
    channel.onmessage?.call(channel as BroadcastChannel, { data: { kind: 'pose', pose: { ...pose(1), rangeM: -4 } } } as MessageEvent)
    expect(link.led).toBe(null)
  })
})
