import { buildAlertState, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import type { PendingRequest } from '#session/pendingRequests'
import { describe, expect, it } from 'vitest'
import AlertDetail from './AlertDetail.vue'

const nowMs = builtAtMs + 37 * 60_000
const request = (changes: Partial<PendingRequest>): PendingRequest => ({
  key: 'key-1',
  alertId: 'alert-1',
  asked: { type: 'alert.acknowledge', input: { id: 'alert-1', expectedVersion: 1, note: '' } },
  madeAtMs: builtAtMs,
  state: 'sending',
  failure: null,
  acceptedVersion: null,
  ...changes,
})
const open = (props: Record<string, unknown>, language: 'vi' | 'en' = 'vi') =>
  mountInWindow(AlertDetail, {
    props: { requests: [], simulated: false, levelsM: undefined, shelvingLimitMs: 3_600_000, ...props },
    language,
    nowMs,
  })

describe('detail of an alert', () => {
  it('says what, since when, from whom, and that the source is not verified', () => {
    const text = open({ state: buildAlertState() }).text()
    expect(text).toContain('Ngập đường Hoàng Diệu')
    expect(text).toContain('17/10/2020 23:00 · 37 phút trước')
    expect(text).toContain('Đài Khí tượng Thủy văn')
    expect(text).toContain('không có; nguồn chưa kiểm chứng')
  })

  it('shows a measure as a figure with its sentence, and says when it was interpolated', () => {
    const measure = { gaugeId: 'dong-ha', valueM: 5.16, observedAtMs: builtAtMs, basis: 'interpolated' as const, level: 3 }
    const shown = open({ state: buildAlertState({ alert: { measure } }), levelsM: [2, 3, 4] })
    expect(shown.find('.measure').text()).toMatch(/^5,16 m\s*trên BĐ3 1,16 m/)
    expect(shown.text()).toContain('nội suy giữa hai bản tin, không phải số đo')
  })

  it('shows text of the source as text', () => {
    const texts = [buildText({ headline: '<img src=x onerror=alert(1)>', description: '<b>đậm</b>' })]
    const shown = open({ state: buildAlertState({ alert: { texts } }) })
    expect(shown.find('h3').text()).toBe('<img src=x onerror=alert(1)>')
    expect(shown.find('img').exists()).toBe(false)
    expect(shown.find('.prose b').exists()).toBe(false)
  })

  it('says which language the message is in when it is not the reader’s', () => {
    expect(open({ state: buildAlertState() }, 'en').text()).toContain('The message is in Vietnamese (Vietnam) only')
  })

  it('of a scenario says which clock each time is from, and tells no age once the drill is over', () => {
    const state = buildAlertState({
      alert: { drillId: 'drill-1' },
      drill: true,
      acknowledged: { atMs: Date.UTC(2026, 0, 2), by: 'Trực ban 2' },
    })
    const laterMs = Date.UTC(2026, 0, 2, 1)
    const during = mountInWindow(AlertDetail, {
      props: { state, requests: [], levelsM: undefined, shelvingLimitMs: 0, simulated: true },
      nowMs: laterMs,
      simulatedMs: builtAtMs + 60_000,
    })
    expect(during.get('.history').text()).toMatch(/^02\/01 07:00 \(giờ thật\).*17\/10\/2020 23:00 \(giờ kịch bản\)/)
    expect(during.get('.facts').text()).toContain('1 phút trước')
    const after = mountInWindow(AlertDetail, {
      props: { state, requests: [], levelsM: undefined, shelvingLimitMs: 0, simulated: false },
      nowMs: laterMs,
    })
    expect(after.get('.facts').text()).toContain('17/10/2020 23:00 (giờ kịch bản)')
    expect(after.text()).not.toContain('trước')
  })

  it('offers to acknowledge, and asks when pressed', async () => {
    const shown = open({ state: buildAlertState() })
    await shown.get('[data-action=acknowledge]').trigger('click')
    expect(shown.emitted('ask')).toEqual([[{ type: 'alert.acknowledge', input: { id: 'alert-1', expectedVersion: 1, note: '' } }]])
  })

  it('shows a request that waits as waiting, and does not offer it again', () => {
    const shown = open({ state: buildAlertState(), requests: [request({ state: 'waiting' })] })
    expect(shown.text()).toContain('Đang chờ gửi từ 23:00')
    expect(shown.find('[data-action=acknowledge]').exists()).toBe(false)
    expect(shown.text()).toContain('Chưa tiếp nhận')
  })

  it('says that a request was lost, and offers it again', () => {
    const shown = open({ state: buildAlertState(), requests: [request({ state: 'lost' })] })
    expect(shown.get('[role=alert]').text()).toContain('Chưa gửi được')
    expect(shown.find('[data-action=acknowledge]').exists()).toBe(true)
  })

  it('says who was first when a request was refused, and puts it away on demand', async () => {
    const failure = { code: 'already-acknowledged' as const, message: '', details: { by: 'Trực ban 2', atMs: builtAtMs } }
    const shown = open({
      state: buildAlertState({ acknowledged: { atMs: builtAtMs, by: 'Trực ban 2' } }),
      requests: [request({ state: 'refused', failure })],
    })
    expect(shown.get('[role=alert]').text()).toContain('Trực ban 2 đã tiếp nhận lúc 17/10 23:00')
    await shown.get('[role=alert] button').trigger('click')
    expect(shown.emitted('dismissRefused')).toEqual([['key-1']])
    expect(shown.find('[data-action=acknowledge]').exists()).toBe(false)
  })

  it('carries the word of the drill', () => {
    expect(open({ state: buildAlertState({ drill: true }) }).text()).toContain('DIỄN TẬP')
  })
})

describe('the help card', () => {
  const types = {
    edition: '1',
    types: [{ type: buildAlertType(), version: 0, atMs: 0, proposedBy: '', approvedBy: '' }],
    proposals: [],
  }
  const measure = { gaugeId: 'dong-ha', valueM: 5.16, observedAtMs: builtAtMs, basis: 'observed' as const, level: 3 }
  const source = { ...buildAlertState().alert.source, connector: 'gauge-rule' as const }

  it('says what to do, how soon, and that the table is not approved here yet', () => {
    const card = open({ state: buildAlertState({ alert: { measure, source } }), types, levelsM: [2, 3, 4] }).get('[data-alert-type]')
    expect(card.attributes('data-alert-type')).toBe('song-hieu-bd3')
    expect(card.text()).toContain('báo các phường ven sông')
    expect(card.text()).toContain('10 phút')
    expect(card.text()).toContain('địa phương chưa duyệt')
    expect(card.text()).toContain('Nguy cấp')
  })

  it('says so where no type fits', () => {
    expect(open({ state: buildAlertState(), types }).get('[data-alert-type]').attributes('data-alert-type')).toBe('none')
  })
})
