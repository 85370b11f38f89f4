import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { describe, expect, it } from 'vitest'
import AlertStrip from './AlertStrip.vue'

const minuteMs = 60_000
const counts = {
  critical: { open: 1, unacknowledged: 1 },
  high: { open: 2, unacknowledged: 0 },
  medium: { open: 0, unacknowledged: 0 },
  low: { open: 11, unacknowledged: 11 },
}
const open = (props: Record<string, unknown>, clocks = {}) =>
  mountInWindow(AlertStrip, {
    props: { highest: undefined, counts, simulated: false, linkWarning: '', interactive: true, ...props },
    nowMs: builtAtMs + 10 * minuteMs,
    ...clocks,
  })

describe('alert strip', () => {
  it('is calm when nothing waits', () => {
    const shown = open({})
    expect(shown.text()).toContain('Không có cảnh báo chờ tiếp nhận')
    expect(shown.find('button').exists()).toBe(false)
  })

  it('counts every severity, in words too', () => {
    const shown = open({})
    expect(shown.findAll('[data-count]').map((each) => each.attributes('data-count'))).toEqual(['critical', 'high', 'medium', 'low'])
    expect(shown.get('[data-count=low]').text()).toContain('11 cảnh báo mức Thấp')
  })

  it('says how long the highest has waited since the room has it, not since its source wrote it', () => {
    const source = { ...buildAlertState().alert.source, sentAtMs: 0, receivedAtMs: builtAtMs + 3 * minuteMs }
    const shown = open({ highest: buildAlertState({ raisedAtMs: 0, alert: { source } }) })
    expect(shown.text()).toContain('chưa tiếp nhận 7 phút')
  })

  it('says that it has just come, in its first seconds', () => {
    const highest = buildAlertState({ alert: { source: { ...buildAlertState().alert.source, receivedAtMs: builtAtMs } } })
    expect(open({ highest }, { nowMs: builtAtMs }).text()).toContain('chưa tiếp nhận, vừa đến')
    expect(open({ highest }, { nowMs: builtAtMs + 5_000 }).text()).toContain('chưa tiếp nhận 5 giây')
  })

  it('waits on the clock of the drill when the alert belongs to it, and says that it is a drill', () => {
    const shown = open(
      { highest: buildAlertState({ drill: true, raisedAtMs: builtAtMs }), simulated: true },
      { simulatedMs: builtAtMs + 37 * minuteMs },
    )
    expect(shown.text()).toContain('chưa tiếp nhận 37 phút')
    expect(shown.text()).toContain('DIỄN TẬP')
  })

  it('says that the link is down, and selects when pressed', async () => {
    const shown = open({ highest: buildAlertState(), linkWarning: 'Mất kết nối từ 22:58' })
    expect(shown.text()).toContain('Mất kết nối từ 22:58')
    await shown.get('button').trigger('click')
    expect(shown.emitted('select')).toEqual([['alert-1']])
  })
})
