import { emptyRoom } from '#shared/domain/roomFold'
import { useClock } from '#session/clock'
import { useConnectionStore } from '#session/connectionStore'
import { useRoomStore } from '#session/roomStore'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it } from 'vitest'
import GaugePanel from './GaugePanel.vue'
import { useGaugesStore } from './gaugesStore'

const observedAtMs = Date.UTC(2020, 9, 17, 16, 0)
const hourMs = 3_600_000
const gauge = {
  id: 'dong-ha',
  name: { vi: 'Đông Hà', en: 'Đông Hà' },
  river: { vi: 'sông Hiếu', en: 'Hiếu River' },
  place: { lonDeg: 107.1, latDeg: 16.82 },
  placeCertainty: { vi: '', en: '' },
  levelsM: [2, 3, 4],
  legalBasis: '',
  peaks: [],
  freshnessLimitMs: 12 * hourMs,
}
const reading = {
  gaugeId: 'dong-ha',
  valueM: 5.16,
  observedAtMs,
  basis: 'observed' as const,
  source: 'bản tin',
  peak: false,
  drillId: null,
}

function open(hasReading: boolean, nowMs: number, props: { gaugeId?: string; atMs?: number } = {}) {
  const pinia = createPinia()
  setActivePinia(pinia)
  useConnectionStore().hasState = true
  useGaugesStore().gauges = [gauge]
  useClock().nowMs = nowMs
  if (hasReading) useRoomStore().replace({ ...emptyRoom, gauges: [{ gaugeId: 'dong-ha', actual: [reading], drill: [], forecast: null }] })
  return mountInWindow(GaugePanel, { pinia, nowMs, props })
}

describe('water level', () => {
  afterEach(() => document.body.replaceChildren())

  it('is that of the gauge that was asked for, and of no other', () => {
    expect(open(true, observedAtMs, { gaugeId: 'dong-ha' }).text()).toContain('5,16')
    expect(open(true, observedAtMs, { gaugeId: 'gone' }).text()).not.toContain('5,16')
  })

  it('is written as not connected rather than as a number', () => {
    const shown = open(false, observedAtMs)
    expect(shown.text()).toContain('chưa kết nối')
    expect(shown.text()).not.toMatch(/\d,\d\d/)
  })

  it('stands with its warning level, source and age', () => {
    const shown = open(true, observedAtMs + hourMs)
    expect(shown.text()).toContain('5,16 m')
    expect(shown.text()).toContain('trên BĐ3 1,16 m')
    expect(shown.text()).toContain('số đo lúc 17/10 23:00 · 1 giờ trước')
    expect(shown.text()).toContain('Nguồn: bản tin')
    expect(shown.find('s').exists()).toBe(false)
  })

  it('is struck through when it is too old, with the age beside it', () => {
    const shown = open(true, observedAtMs + 13 * hourMs)
    expect(shown.get('s').text()).toBe('5,16')
    expect(shown.text()).toContain('13 giờ trước')
    expect(shown.text()).toContain('quá cũ')
  })

  it('is that of the moment that is looked back at, without an age that would be of today', () => {
    const then = open(true, observedAtMs + 40 * hourMs, { atMs: observedAtMs + hourMs })
    expect(then.text()).toContain('5,16 m')
    expect(then.text()).toContain('lúc 18/10/2020 00:00')
    expect(then.text()).not.toContain('trước')
    expect(then.find('s').exists()).toBe(false)
    const before = open(true, observedAtMs + 40 * hourMs, { atMs: observedAtMs - hourMs })
    expect(before.text()).toContain('không có số đo lúc đó')
    expect(before.text()).not.toContain('5,16')
  })
})
