import { useConnectionStore } from '#session/connectionStore'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import { useAlertsStore } from './alertsStore'
import HandlingView from './HandlingView.vue'

function open(states: ReturnType<typeof buildAlertState>[]) {
  const pinia = createPinia()
  setActivePinia(pinia)
  useConnectionStore().hasState = true
  useAlertsStore().replace(states, states.length)
  return mountInWindow(HandlingView, { pinia, nowMs: builtAtMs + 15 * 60_000 })
}

describe('board of alerts under way', () => {
  afterEach(() => document.body.replaceChildren())

  it('says who has an alert since when, and that nobody has a critical one', () => {
    const nobodys = buildAlertState({ alert: { id: 'a', severity: 'critical' } })
    expect(open([nobodys]).get('[data-alert-id=a]').text()).toMatch(/Nguy cấp.*Ngập đường Hoàng Diệu.*Chưa giao ai.*15 phút/)
  })

  it('names whom it was given to', () => {
    const given = buildAlertState({
      alert: { id: 'b' },
      assigned: { atMs: builtAtMs + 600_000, by: 'Lan', to: { id: null, name: 'Đội cứu hộ' } },
    })
    expect(open([given]).get('[data-alert-id=b]').text()).toMatch(/Đội cứu hộ.*5 phút/)
  })

  it('counts what does not fit, and says when there is nothing', () => {
    const one = (id: string) => buildAlertState({ alert: { id, severity: 'critical' } })
    expect(open([one('a'), one('b'), one('c')]).text()).toContain('2')
    expect(open([buildAlertState()]).text()).toContain('Không có cảnh báo')
  })
})
