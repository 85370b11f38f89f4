import type { SearchPage } from '#shared/contract/search'
import type { WindowCall } from '#shared/contract/stationPort'
import { useMapView } from '#session/mapView'
import { useSelection } from '#session/selection'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import HistoryPanel from './HistoryPanel.vue'
import { useHistoryStore } from './historyStore'

const calls: WindowCall[] = []
vi.mock('#session/bridge', () => ({ sendToStation: (call: WindowCall) => calls.push(call) > 0 }))

const state = buildAlertState({ alert: { id: 'flood' } })
const page = (changes: Partial<SearchPage> = {}): SearchPage => ({
  rows: [{ key: 7, state, former: false }],
  count: 1,
  more: false,
  cutShort: false,
  coverage: { indexedSeq: 9, headSeq: 9, oldestAtMs: 0 },
  ...changes,
})
const lastSearch = () => calls.findLast((call) => call.kind === 'search')!

describe('the history panel', () => {
  let panel: ReturnType<typeof mountInWindow>
  const store = () => useHistoryStore()
  const answer = async (changes: Partial<SearchPage> = {}, id = lastSearch().id) => {
    store().take({ kind: 'found', id, result: { ok: true, value: page(changes) } })
    await nextTick()
  }
  beforeEach(async () => {
    vi.useFakeTimers()
    const pinia = createPinia()
    setActivePinia(pinia)
    calls.length = 0
    panel = mountInWindow(HistoryPanel, { pinia })
    await nextTick()
  })
  afterEach(() => {
    panel.unmount()
    vi.useRealTimers()
  })

  it('asks for everything when it opens, and for what is typed once the hand rests', async () => {
    expect(lastSearch().query.text).toBe('')
    const box = panel.get('input[type="search"]')
    for (const text of ['ng', 'nga', 'ngập']) await box.setValue(text)
    expect(calls).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect([calls.length, lastSearch().query.text]).toEqual([2, 'ngập'])
  })

  it('looks where the map looked when that was chosen, and says when the map has moved since', async () => {
    expect(panel.find('select[data-area]').exists()).toBe(false)
    const mapView = useMapView()
    const show = async (westDeg: number) => {
      mapView.show({ westDeg, southDeg: 16.8, eastDeg: 107.2, northDeg: 16.9 })
      await nextTick()
      vi.advanceTimersByTime(1_000)
    }
    await show(107)
    await panel.get('select[data-area]').setValue('(view)')
    vi.advanceTimersByTime(0)
    expect([calls.length, lastSearch().query.area?.westDeg]).toEqual([2, 107])
    expect(panel.find('[data-area-again]').exists()).toBe(false)
    await show(107.05)
    expect(calls).toHaveLength(2)
    await panel.get('[data-area-again]').trigger('click')
    vi.advanceTimersByTime(0)
    expect([calls.length, lastSearch().query.area?.westDeg, panel.find('[data-area-again]').exists()]).toEqual([3, 107.05, false])
    await panel.get('select[data-area]').setValue('')
    vi.advanceTimersByTime(0)
    expect(lastSearch().query.area).toBe(null)
  })

  it('says how many there are, and honestly when not all is indexed or looked at', async () => {
    await answer({ count: 1_000, more: true })
    expect(panel.get('[data-found]').text()).toContain('1.000+ cảnh báo')
    expect(panel.get('[data-found]').text()).toContain('Đầy đủ đến sự kiện 9')
    await answer({ cutShort: true, coverage: { indexedSeq: 4, headSeq: 9, oldestAtMs: null } })
    expect(panel.get('[data-found]').text()).toContain('mới đến sự kiện 4 trong 9')
    expect(panel.get('[data-found]').text()).toContain('đã dừng')
  })

  it('drops the answer to a question that is no longer asked', async () => {
    const { id } = lastSearch()
    store().search()
    await answer({ count: 3 }, id)
    expect(panel.get('[data-found]').text()).not.toContain('3')
  })

  it('is worked by keys: down chooses, the alert is selected and its whole history shown; Escape closes', async () => {
    await answer()
    await panel.get('input[type="search"]').trigger('keydown', { key: 'ArrowDown' })
    expect(useSelection().alertId).toBe('flood')
    const asked = calls.findLast((call) => call.kind === 'history')!
    const facts = [
      buildFact('alert.raised', { alert: buildAlert({ id: 'flood' }) }),
      buildFact('alert.acknowledged', { id: 'flood', note: 'Đã gọi' }, { actor: { kind: 'person', id: 'p', name: 'Bàn trực 2' } }),
    ]
    store().take({ kind: 'history', id: asked.id, result: { ok: true, value: { id: 'flood', facts, complete: true } } })
    await nextTick()
    const lines = panel.findAll('[data-fact]').map((line) => line.text())
    expect(lines[0]).toContain('Bàn trực 2 đã tiếp nhận')
    expect(lines[0]).toContain('Ghi chú: Đã gọi')
    expect(lines[1]).toContain('Phát cảnh báo')
    await panel.get('input[type="search"]').trigger('keydown', { key: 'Escape' })
    expect(panel.emitted('close')).toHaveLength(1)
  })

  it('filters: what is pressed is asked for at once', async () => {
    await panel.get('button[aria-pressed]').trigger('click')
    vi.advanceTimersByTime(1)
    expect(lastSearch().query.severities).toEqual(['critical'])
  })

  it('saves all that fits the filter, page by page, and leaves what is shown alone', async () => {
    await answer()
    const shown = store().rows
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    const blobs: Blob[] = []
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => (blobs.push(blob), 'blob:x') }))
    await panel.get('[data-save=csv]').trigger('click')
    await answer({ rows: [{ key: 7, state, former: false }], count: 2 })
    expect(lastSearch().query.before).toBe(7)
    await answer({ rows: [{ key: 3, state: buildAlertState({ alert: { id: 'older' } }), former: false }], count: 1 })
    await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce())
    const lines = (await blobs[0]!.text()).trim().split('\r\n')
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(['Mã', 'flood', 'older'])
    expect(store().rows).toBe(shown)
    vi.unstubAllGlobals()
    saved.mockRestore()
  })

  it('says why nothing was saved', async () => {
    await answer()
    await panel.get('[data-save=csv]').trigger('click')
    store().take({ kind: 'found', id: lastSearch().id, result: { ok: false, failure: { code: 'unavailable', message: 'đang bận' } } })
    await vi.waitFor(() => expect(panel.get('[data-sheet]').text()).toContain('Không tìm được: đang bận'))
  })
})
