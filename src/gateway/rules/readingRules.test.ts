import { describe, expect, it } from 'vitest'
import { alert as alertSchema } from '#shared/contract/alert'
import type { Gauge } from '#shared/contract/city'
import type { Fact, NewFact } from '#shared/contract/fact'
import type { Reading } from '#shared/contract/reading'
import { buildFact } from '#test/builders/factBuilder'
import { createRoomModel } from '../roomModel'
import { ruleFacts, tryRules } from './readingRules'
import { readRules } from './ruleFile'

const startMs = Date.UTC(2026, 0, 15, 3)
const minuteMs = 60_000
const rule = {
  id: 'rise-fast',
  name: { vi: 'Nước lên nhanh', en: 'Fast rise' },
  instruction: { vi: 'Gọi trạm thủy văn', en: 'Call the station' },
  live: true,
  when: { kind: 'above', gaugeId: 'dong-ha', levelM: 2, deadBandM: 0.1 },
  onDelayS: 600,
  offDelayS: 0,
  hours: null,
  severity: 'high',
  category: 'Met',
  urgency: 'Expected',
  version: 3,
  changedBy: 'Trưởng ca A',
  changedAtMs: startMs,
}
const load = (rules: object[]) => readRules('rules.json', () => JSON.stringify({ schema: 1, rules }))
const gauges = new Map([
  ['dong-ha', { id: 'dong-ha', name: { vi: 'Đông Hà', en: 'Đông Hà' }, place: { lonDeg: 107.1, latDeg: 16.82 } } as Gauge],
])

function room() {
  const model = createRoomModel()
  const { rules, problem } = load([rule])
  expect(problem).toBeNull()
  let seq = 0
  const keep = (made: NewFact): Fact => {
    const fact = { ...made, seq: (seq += 1), recordedAtMs: startMs } as Fact
    model.apply(fact)
    return fact
  }
  const read = (minute: number, valueM: number, drillId: string | null = null): void => {
    const observedAtMs = startMs + minute * minuteMs
    const reading: Reading = { gaugeId: 'dong-ha', valueM, observedAtMs, basis: 'observed', source: 's', peak: false, drillId }
    model.apply(buildFact('reading.recorded', { reading }, { drill: drillId !== null }))
  }
  const at = (minute: number, loaded = rules): Fact[] =>
    ruleFacts(model, loaded, {
      newId: () => crypto.randomUUID(),
      nowMs: startMs + minute * minuteMs,
      gauges,
      hourAt: () => 10,
    }).map(keep)
  return { model, read, at }
}

describe('rules at the gateway', () => {
  it('raise one alert after their delay, say who made them, and end it', () => {
    const { read, at } = room()
    read(0, 2.4)
    expect(at(9)).toEqual([])
    const [raised, ...others] = at(10)
    expect(others).toEqual([])
    if (raised?.type !== 'alert.raised') throw new Error('nothing was raised')
    const { alert } = raised.payload
    expect(alertSchema.parse(alert)).toEqual(alert)
    expect({ sender: alert.source.sender, severity: alert.severity, place: alert.place }).toEqual({
      sender: 'rule:rise-fast',
      severity: 'high',
      place: { lonDeg: 107.1, latDeg: 16.82 },
    })
    expect(alert.texts.map(({ headline, description }) => [headline, description])).toEqual([
      ['Nước lên nhanh: 2,40 m', 'Quy tắc rise-fast, bản 3, Trưởng ca A sửa ngày 2026-01-15.'],
      ['Fast rise: 2.40 m', 'Rule rise-fast, version 3, changed by Trưởng ca A on 2026-01-15.'],
    ])
    expect(at(30)).toEqual([])
    read(40, 1.95)
    expect(at(40)).toEqual([])
    read(50, 1.8)
    expect(at(50)).toMatchObject([{ type: 'alert.cleared', payload: { id: alert.id, reason: 'returned-to-normal' } }])
    expect(at(51)).toEqual([])
  })

  it('see an exercise apart from reality, by its own clock', () => {
    const { model, read, at } = room()
    const drill = { id: 'd:1', title: { vi: '', en: '' }, simulatedFromMs: 0, simulatedUntilMs: 1, startedAtMs: 0, speed: 1 }
    model.apply(buildFact('drill.started', { drill }, { drill: true }))
    read(0, 3, 'd:1')
    read(20, 3, 'd:1')
    expect(at(0)).toMatchObject([
      { type: 'alert.raised', drill: true, atMs: startMs + 20 * minuteMs, payload: { alert: { drillId: 'd:1' } } },
    ])
    expect(at(1)).toEqual([])
  })

  it('end what a rule raised that is not there any more', () => {
    const { read, at } = room()
    read(0, 2.4)
    expect(at(10)).toHaveLength(1)
    expect(at(11, [])).toMatchObject([{ type: 'alert.cleared' }])
    expect(at(12, [])).toEqual([])
  })

  it('only tell what they would have done while they are not live', () => {
    const { model, read, at } = room()
    const trial = load([{ ...rule, live: false }]).rules
    read(0, 2.4)
    read(20, 2.4)
    expect(at(30, trial)).toEqual([])
    expect(tryRules(model.room(), trial, () => 10)).toEqual([
      'rule rise-fast (version 3) is not live; on 2 readings it would have raised 1 alerts: 2026-01-15T03:20:00.000Z',
    ])
  })
})
