import type { WindowCall } from '#shared/contract/stationPort'
import { useConnectionStore } from '#session/connectionStore'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import LinkDetailsPanel from './LinkDetailsPanel.vue'
import { useLinkDetailsStore } from './linkDetailsStore'

const calls: WindowCall[] = []
vi.mock('#session/bridge', () => ({ sendToStation: (call: WindowCall) => calls.push(call) > 0 }))

describe('the details of the link', () => {
  let panel: ReturnType<typeof mountInWindow>
  beforeEach(() => {
    vi.useFakeTimers()
    calls.length = 0
    const pinia = createPinia()
    setActivePinia(pinia)
    panel = mountInWindow(LinkDetailsPanel, { pinia, props: { open: false } })
  })
  afterEach(() => {
    panel.unmount()
    vi.useRealTimers()
  })

  it('are asked for while somebody looks, and only then', async () => {
    vi.advanceTimersByTime(10_000)
    expect(calls).toEqual([])
    await panel.setProps({ open: true })
    vi.advanceTimersByTime(4_000)
    expect(calls.map((call) => call.kind)).toEqual(['link-details', 'link-details', 'link-details'])
    await panel.setProps({ open: false })
    vi.advanceTimersByTime(10_000)
    expect(calls).toHaveLength(3)
  })

  it('say in plain words first how far behind the station is, and give the numbers', async () => {
    const cursors = { alerts: 1_200, readings: 4, room: 1, wall: 0 }
    const details = {
      cursors,
      heads: { ...cursors, alerts: 1_500 },
      lagMs: 90_000,
      lastSnapshotAtMs: null,
      cacheBytes: 2_500_000,
      oldestAtMs: null,
      indexedSeq: 1_000,
    }
    useLinkDetailsStore().take({ kind: 'link-details', id: '', details })
    useConnectionStore().link = { state: 'catching-up', sinceMs: 0, remaining: 300 }
    await nextTick()
    expect(panel.get('strong').text()).toBe('Đang đọc bù, trễ 1 phút')
    for (const words of ['Cảnh báo: đã đọc 1.200 trong 1.500', '2,5 MB', 'đến sự kiện 1.000 trong 1.200', 'chưa có'])
      expect(panel.text()).toContain(words)
    useConnectionStore().link = { state: 'live', sinceMs: 0, gatewayName: 'Đông Hà' }
    await nextTick()
    expect(panel.get('strong').text()).toBe('Đã đọc hết nhật ký, trễ 0 giây')
    useConnectionStore().link = { state: 'offline', sinceMs: 0, everConnected: true, reason: '' }
    useLinkDetailsStore().take({ kind: 'link-details', id: '', details: { ...details, heads: null, lagMs: null } })
    await nextTick()
    expect(panel.get('strong').text()).toContain('không biết còn thiếu bao nhiêu')
    expect(panel.text()).toContain('Cảnh báo: đã đọc 1.200')
  })
})
