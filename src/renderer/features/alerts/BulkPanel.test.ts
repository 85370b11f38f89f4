import { useConnectionStore } from '#session/connectionStore'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useAlertsStore } from './alertsStore'
import BulkPanel from './BulkPanel.vue'
import { usePicksStore } from './picksStore'

let bar: ReturnType<typeof mountInWindow>
let asked: ReturnType<typeof vi.fn>

beforeEach(() => {
  const pinia = createPinia()
  setActivePinia(pinia)
  asked = vi.spyOn(useConnectionStore(), 'ask').mockImplementation(() => undefined) as never
  const done = { atMs: builtAtMs, by: 'Lan' }
  useAlertsStore().replace(
    [
      buildAlertState({ alert: { id: 'a', severity: 'critical' } }),
      buildAlertState({ alert: { id: 'b' } }),
      buildAlertState({ alert: { id: 'c' }, acknowledged: done }),
    ],
    3,
  )
  bar = mountInWindow(BulkPanel, { pinia, nowMs: builtAtMs })
})
afterEach(() => bar.unmount())

describe('several alerts at once', () => {
  it('shows how many of which severity, and nothing while none is picked', async () => {
    expect(bar.find('[data-bulk]').exists()).toBe(false)
    usePicksStore().toggleAll(useAlertsStore().queue)
    await nextTick()
    expect(bar.get('.scope').text()).toMatch(/Đã chọn 3 cảnh báo.*1.*2/)
  })

  it('says what will be done with how many and what is left out, does it, and takes it back', async () => {
    const picks = usePicksStore()
    picks.toggleAll(useAlertsStore().queue)
    await nextTick()
    await bar.get('[data-bulk-action=acknowledge]').trigger('click')
    expect(bar.text()).toContain('Sẽ gửi 2 yêu cầu “Tiếp nhận”')
    expect(bar.text()).toContain('Bỏ qua 1 cảnh báo')
    expect(asked).not.toHaveBeenCalled()
    await bar.get('form').trigger('submit')
    expect(
      asked.mock.calls.map(([request]) => [(request as { type: string }).type, (request as { input: { id: string } }).input.id]),
    ).toEqual([
      ['alert.acknowledge', 'a'],
      ['alert.acknowledge', 'b'],
    ])
    useAlertsStore().apply([buildFact('alert.acknowledged', { id: 'a', note: '' })])
    await bar.get('[data-bulk-done] button').trigger('click')
    expect(asked.mock.calls.slice(2).map(([request]) => request)).toEqual([
      { type: 'alert.reopen', input: { id: 'a', expectedVersion: 2, reason: 'Hoàn tác thao tác hàng loạt' } },
    ])
    expect(bar.find('[data-bulk-done]').exists()).toBe(false)
  })

  it('asks for a reason before it sets anything aside', async () => {
    const picks = usePicksStore()
    picks.toggle('b')
    picks.begin('shelve')
    await nextTick()
    await bar.get('form').trigger('submit')
    expect(asked).not.toHaveBeenCalled()
    await bar.get('input').setValue('mưa chung')
    await bar.get('form').trigger('submit')
    const input = { id: 'b', expectedVersion: 1, untilMs: builtAtMs + 30 * 60_000, reason: 'mưa chung' }
    expect(asked).toHaveBeenCalledExactlyOnceWith({ type: 'alert.shelve', input })
  })
})
