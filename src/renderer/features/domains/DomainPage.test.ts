import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { afterEach, describe, expect, it } from 'vitest'
import DomainPage from './DomainPage.vue'

const page = (props: Record<string, unknown>) =>
  mountInWindow(DomainPage, {
    nowMs: builtAtMs + 600_000,
    props: { alerts: [], readings: [], connectors: [], simulatedDrillId: null, hasState: true, ...props },
  })
const cap = { connector: 'cap', state: 'failed', accepted: 0, duplicates: 0, rejected: 0, lastRejection: null }
const reading = {
  id: 'dong-ha',
  name: 'Sông Hiếu · Đông Hà',
  value: '3,42 m',
  words: 'trên BĐ2 0,42 m',
  observedAtMs: builtAtMs,
  simulated: false,
  limitMs: 60_000,
  source: 'bản tin',
}

describe('page of a domain', () => {
  afterEach(() => document.body.replaceChildren())

  it('that nothing feeds says so, and shows no number', () => {
    const shown = page({ domain: 'tourism' })
    expect(shown.get('[data-not-connected]').text()).toContain('Chưa kết nối')
    expect(shown.text()).not.toMatch(/\d/)
  })

  it('does not say "not connected" before anything is known', () => {
    expect(page({ domain: 'tourism', hasState: false }).find('[data-not-connected]').exists()).toBe(false)
  })

  it('shows open alerts by severity, values with source and age, and connectors that do not run', () => {
    const alerts = [buildAlertState({ alert: { severity: 'critical' } })]
    const shown = page({
      domain: 'environment',
      alerts,
      readings: [reading, { ...reading, id: 'cua-viet', value: null }],
      connectors: [cap],
    })
    expect(shown.get('[data-count=critical]').text()).toContain('1')
    expect(shown.get('[data-alert-id]').text()).toContain('Ngập đường Hoàng Diệu')
    expect(shown.get('[data-reading=dong-ha]').text()).toMatch(/3,42 m.*trên BĐ2.*10 phút.*bản tin/)
    expect(shown.find('[data-reading=dong-ha] [data-old]').exists()).toBe(true)
    expect(shown.get('[data-reading=cua-viet]').text()).toContain('Chưa kết nối')
    expect(shown.get('[data-connector=cap]').text()).toContain('hỏng')
  })
})
