import { useSelection } from '#session/selection'
import { useConnectionStore } from '#session/connectionStore'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import AlertsPanel from './AlertsPanel.vue'
import { useAlertsStore } from './alertsStore'

const viewHeightPx = 400

/** The list with a size, which the test's document does not give it. */
async function mountPanel() {
  const pinia = createPinia()
  setActivePinia(pinia)
  useConnectionStore().hasState = true
  useAlertsStore().replace(
    Array.from({ length: 40 }, (_, i) => buildAlertState({ alert: { id: `alert-${i}` }, raisedSeq: 100 - i })),
    40,
  )
  const panel = mountInWindow(AlertsPanel, { pinia })
  await nextTick()
  await nextTick()
  return panel
}
const scroller = () => document.querySelector<HTMLElement>('.scroller')!
const rowHeightPx = () => Number.parseFloat(document.querySelector<HTMLElement>('li[data-alert-id]')!.style.height)
const shownIds = () => [...document.querySelectorAll('[data-alert-id]')].map((row) => row.getAttribute('data-alert-id'))
const raise = (id: string, seq: number) => useAlertsStore().apply([buildFact('alert.raised', { alert: buildAlert({ id }) }, { seq })])

describe('alert queue', () => {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(viewHeightPx)
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(viewHeightPx)
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(400)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    document.body.replaceChildren()
  })

  it('draws only what is in view, and says how many there are', async () => {
    const panel = await mountPanel()
    expect(shownIds().length).toBeGreaterThanOrEqual(viewHeightPx / rowHeightPx())
    expect(shownIds().length).toBeLessThan(20)
    expect(document.querySelector('[data-total]')?.getAttribute('data-total')).toBe('40')
    expect(document.querySelector('[data-alert-id=alert-0]')?.getAttribute('aria-setsize')).toBe('40')
    panel.unmount()
  })

  it('shows a new alert at the top while nothing is held', async () => {
    const panel = await mountPanel()
    raise('new', 101)
    await nextTick()
    await nextTick()
    expect(shownIds()[0]).toBe('new')
    expect(scroller().scrollTop).toBe(0)
    panel.unmount()
  })

  it('says at a row that its request waits, or was not sent', async () => {
    const panel = await mountPanel()
    const input = (id: string) => ({ id, expectedVersion: 1, note: '' })
    const connection = useConnectionStore()
    const waiting = { key: 'w', input: input('alert-1'), madeAtMs: 1, state: 'waiting' as const, failure: null }
    connection.outbox = new Map([['w', { ...waiting, type: 'alert.acknowledge' }]])
    connection.ask({ type: 'alert.acknowledge', input: input('alert-0') })
    await nextTick()
    const requestOf = (id: string) => document.querySelector(`li[data-alert-id=${id}] .request`)?.textContent
    expect([requestOf('alert-0'), requestOf('alert-1'), requestOf('alert-2')]).toEqual(['chưa gửi được', 'chờ gửi', undefined])
    panel.unmount()
  })

  it('holds still under a selected row, and says what came in above', async () => {
    const panel = await mountPanel()
    useSelection().select('alert-1')
    await nextTick()
    raise('new-1', 101)
    raise('new-2', 102)
    await nextTick()
    await nextTick()
    await nextTick()
    expect(scroller().scrollTop).toBe(2 * rowHeightPx())
    expect(panel.text()).toContain('2 cảnh báo mới ở trên')
    await panel.get('.new-above').trigger('click')
    expect(scroller().scrollTop).toBe(0)
    expect(panel.find('.new-above').exists()).toBe(false)
    panel.unmount()
  })

  it('goes on from the old row when the selected alert was acknowledged and sank', async () => {
    const panel = await mountPanel()
    const list = panel.vm as unknown as { step(by: 1 | -1): void }
    list.step(1)
    expect(useSelection().alertId).toBe('alert-0')
    useAlertsStore().apply([buildFact('alert.acknowledged', { id: 'alert-0', note: '' })])
    await nextTick()
    list.step(1)
    expect(useSelection().alertId).toBe('alert-1')
    panel.unmount()
  })

  it('searches, and says when nothing fits', async () => {
    const panel = await mountPanel()
    await panel.get('input').setValue('không có gì như vậy')
    await nextTick()
    expect(panel.text()).toContain('Không có cảnh báo nào khớp với “không có gì như vậy”')
    const list = panel.vm as unknown as { leaveSearch(): boolean }
    expect(list.leaveSearch()).toBe(true)
    await nextTick()
    expect(panel.text()).toContain('40 đang mở')
    panel.unmount()
  })

  it('shows the alerts of a moment that is looked back at instead of the queue, and says so', async () => {
    const panel = await mountPanel()
    const states = [
      buildAlertState({ alert: { id: 'then-low', severity: 'low' } }),
      buildAlertState({ alert: { id: 'then-critical', severity: 'critical' } }),
    ]
    await panel.setProps({ past: { atMs: Date.UTC(2026, 10, 22, 7, 5), states } })
    await nextTick()
    expect(shownIds()).toEqual(['then-critical', 'then-low'])
    expect(panel.text()).toContain('2 đang mở lúc')
    await panel.setProps({ past: { atMs: Date.UTC(2026, 10, 22, 7, 5), states: [] } })
    await nextTick()
    expect(panel.text()).toContain('Lúc đó không có cảnh báo đang mở')
    await panel.setProps({ past: null })
    await nextTick()
    expect(shownIds()).toContain('alert-0')
    panel.unmount()
  })
})
