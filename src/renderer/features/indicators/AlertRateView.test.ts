import type { SearchPage } from '#shared/contract/search'
import type { WindowCall } from '#shared/contract/stationPort'
import { useClock } from '#session/clock'
import { portMessageType } from '#shared/contract/channels'
import { connectStation } from '#session/bridge'
import { mountInWindow } from '#test/builders/mountBuilder'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import AlertRateView from './AlertRateView.vue'
import { useAlertRateStore } from './alertRateStore'

type Search = Extract<WindowCall, { kind: 'search' }>

/** A station that counts alerts by the stretch they are asked for. */
function open(countOf: (search: Search) => number) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const asked: Search[] = []
  vi.stubGlobal('room', { call: async () => ({ ok: true, value: null }), onPush: () => () => undefined })
  const disconnect = connectStation(() => undefined)
  const port = {
    postMessage(call: Search) {
      asked.push(call)
      const page: SearchPage = {
        rows: [],
        count: countOf(call),
        more: false,
        cutShort: false,
        coverage: { indexedSeq: 40, headSeq: 43, oldestAtMs: null },
      }
      queueMicrotask(() => useAlertRateStore().take({ kind: 'found', id: call.id, result: { ok: true, value: page } }))
    },
    addEventListener: () => undefined,
    close: () => undefined,
  }
  const event = new MessageEvent('message', { data: { type: portMessageType } })
  Object.defineProperties(event, { ports: { value: [port] }, source: { value: window } })
  window.dispatchEvent(event)
  useClock().nowMs = Date.now()
  const shown = mountInWindow(AlertRateView, { pinia, nowMs: Date.now() })
  return { shown, asked, disconnect }
}

describe('alerts in ten minutes', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    document.body.replaceChildren()
  })

  it('are counted by the station for now and for every stretch, one question after the other, reality without drills', async () => {
    const { shown, asked, disconnect } = open(({ query }) => (query.untilMs! - query.fromMs! === 600_000 ? 4 : 0))
    await flushPromises()
    expect(asked).toHaveLength(19)
    expect(new Set(asked.map(({ query }) => query.drill))).toEqual(new Set([false]))
    expect(shown.get('.figure').text()).toMatch(/^4/)
    expect(shown.findAll('.bar:not(.unknown)')).toHaveLength(18)
    expect(shown.text()).toContain('3 sự kiện chưa vào chỉ mục')
    expect(shown.find('[data-flood]').exists()).toBe(false)
    shown.unmount()
    disconnect()
  })

  it('are called a flood above ten', async () => {
    const { shown, disconnect } = open(() => 11)
    await flushPromises()
    expect(shown.find('[data-flood]').exists()).toBe(true)
    expect(shown.text()).toContain('Dồn cảnh báo')
    shown.unmount()
    disconnect()
  })
})
