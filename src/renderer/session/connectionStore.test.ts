import type { AnyRequest } from '#shared/contract/feed'
import type { RoomBridge } from '#shared/contract/ipc'
import type { Notice, StationPush, WindowCall } from '#shared/contract/stationPort'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useConnectionStore } from './connectionStore'

type Listener = Parameters<RoomBridge['onPush']>[0]

/** A main process and a station, as a window sees them. */
function fakeOtherSide() {
  const calls: { name: string; input: unknown }[] = []
  const sent: WindowCall[] = []
  let mainListener: Listener | undefined
  let station: MessagePort | undefined
  const room: RoomBridge = {
    call: (name, input) => {
      calls.push({ name, input })
      return Promise.resolve({ ok: true, value: null }) as never
    },
    onPush: (listener) => {
      mainListener = listener
      return () => (mainListener = undefined)
    },
  }
  vi.stubGlobal('room', room)
  return {
    calls,
    sent,
    /** Hands the page a port, as main does when the station has one for it. */
    offerPort(type = 'room:station-port') {
      const { port1, port2 } = new MessageChannel()
      station?.close()
      station = port1
      port1.onmessage = (event: MessageEvent<WindowCall>) => sent.push(event.data)
      const offer = Object.assign(new Event('message'), { data: { type }, source: window, ports: [port2] })
      window.dispatchEvent(offer)
    },
    push: (message: StationPush) => station?.postMessage(message),
    pushFromMain: (notices: Notice[]) => mainListener?.('notices', notices),
    close: () => station?.close(),
  }
}

const notice = (id: string, atMs: number): Notice => ({ id, atMs, level: 'info', code: 'process-restarted', details: {} })
const live: StationPush = {
  kind: 'link',
  link: { state: 'live', sinceMs: 1, gatewayName: 'Cổng' },
  counters: { facts: 1, duplicates: 0, gaps: 0, rejected: 0, resumes: 0 },
}
const acknowledge = (id: string, expectedVersion: number): AnyRequest => ({
  type: 'alert.acknowledge',
  input: { id, expectedVersion, note: '' },
})
const receivers = { station: vi.fn(), windowChanged: vi.fn() }

describe('line to the station', () => {
  let other: ReturnType<typeof fakeOtherSide>
  let stop: () => void
  beforeEach(() => {
    setActivePinia(createPinia())
    other = fakeOtherSide()
    stop = useConnectionStore().connect(receivers)
  })
  afterEach(() => {
    stop()
    other.close()
    receivers.station.mockReset()
    vi.unstubAllGlobals()
  })

  it('asks main for a port, and takes none from anybody else', async () => {
    expect(other.calls).toEqual([{ name: 'station.connect', input: null }])
    other.offerPort('something-else')
    other.push(live)
    other.offerPort()
    other.push({ ...live, link: { state: 'catching-up', sinceMs: 1, remaining: 7 } } as StationPush)
    await vi.waitFor(() => expect(useConnectionStore().link).toEqual({ state: 'catching-up', sinceMs: 1, remaining: 7 }))
    expect(receivers.station).toHaveBeenCalledTimes(1)
  })

  it('takes a later port in place of the first: the station was restarted', async () => {
    other.offerPort()
    other.push(live)
    await vi.waitFor(() => expect(useConnectionStore().link?.state).toBe('live'))
    other.offerPort()
    other.push({ kind: 'link', link: { state: 'offline', sinceMs: 5, everConnected: true, reason: '' }, counters: live.counters })
    await vi.waitFor(() => expect(useConnectionStore().link?.state).toBe('offline'))
  })

  it('sends an acknowledgement as a request and shows it as waiting, not as done', async () => {
    const connection = useConnectionStore()
    other.offerPort()
    connection.ask(acknowledge('a', 3))
    await vi.waitFor(() => expect(other.sent).toHaveLength(1))
    const [request] = other.sent
    expect(request).toMatchObject({ kind: 'request', type: 'alert.acknowledge', input: { id: 'a', expectedVersion: 3, note: '' } })
    if (request?.kind !== 'request' || request.type !== 'alert.acknowledge') throw new Error('not a request')
    expect(connection.pending.get('a')?.[0]?.state).toBe('sending')
    const input = request.input
    other.push({ kind: 'answer', key: request.key, result: { ok: 'waiting' } })
    other.push({
      kind: 'outbox-changed',
      removed: [],
      entries: [{ key: request.key, type: 'alert.acknowledge', input, madeAtMs: 1, state: 'waiting', failure: null }],
    })
    await vi.waitFor(() => expect(connection.waitingCount).toBe(1))
    expect(connection.pending.get('a')?.[0]?.state).toBe('waiting')
  })

  it('says that a request is lost when there is no station to take it', async () => {
    const connection = useConnectionStore()
    connection.ask(acknowledge('a', 3))
    expect(connection.pending.get('a')?.[0]?.state).toBe('lost')
    other.offerPort()
    other.push(live)
    await vi.waitFor(() => expect(connection.link?.state).toBe('live'))
    other.close()
    await vi.waitFor(() => {
      connection.ask(acknowledge('b', 1))
      expect(connection.pending.get('b')?.[0]?.state).toBe('lost')
    })
  })

  it('says that a request is lost when the station that was to keep it was replaced by one that does not know it', async () => {
    const connection = useConnectionStore()
    other.offerPort()
    connection.ask(acknowledge('a', 3))
    other.offerPort()
    const room = { drill: null, connectors: [], gauges: [], walls: { walls: [], scenes: [], rules: [] } }
    other.push({ kind: 'outbox', entries: [] })
    other.push(live)
    await vi.waitFor(() => expect(connection.link?.state).toBe('live'))
    expect(connection.pending.get('a')?.[0]?.state).toBe('sending')
    other.push({ kind: 'state', alerts: [], totalAlerts: 0, room })
    other.push({ kind: 'outbox', entries: [] })
    await vi.waitFor(() => expect(connection.pending.get('a')?.[0]?.state).toBe('lost'))
  })

  it('shows notices of main and of the station, newest first, and dismisses each where it came from', async () => {
    const connection = useConnectionStore()
    other.offerPort()
    other.pushFromMain([notice('main', 1)])
    other.push({ kind: 'notices', notices: [notice('station', 2)] })
    await vi.waitFor(() => expect(connection.notices.map((each) => each.id)).toEqual(['station', 'main']))
    await connection.dismissNotice('main')
    await connection.dismissNotice('station')
    expect(other.calls.at(-1)).toEqual({ name: 'notice.dismiss', input: 'main' })
    await vi.waitFor(() => expect(other.sent).toEqual([{ kind: 'dismiss-notice', id: 'station' }]))
  })

  it('asks for the whole state again, but not in a storm', () => {
    vi.useFakeTimers()
    try {
      const connection = useConnectionStore()
      for (let i = 0; i < 50; i += 1) connection.refresh(5_000)
      vi.advanceTimersByTime(0)
      connection.refresh(5_000)
      vi.advanceTimersByTime(4_000)
      expect(other.calls.filter((call) => call.name === 'station.connect')).toHaveLength(2)
      vi.advanceTimersByTime(1_000)
      expect(other.calls.filter((call) => call.name === 'station.connect')).toHaveLength(3)
    } finally {
      vi.useRealTimers()
    }
  })
})
