import { describe, expect, it } from 'vitest'
import { alertFigures, type FiguresQuery } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import { buildAlert, buildAlertState, buildText } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { countFigures } from './alertFigures'

const startMs = Date.UTC(2026, 0, 15, 0, 0, 0)
const minuteMs = 60_000
const day = { fromMs: startMs, untilMs: startMs + 86_400_000, operators: 1, drill: null }

function raised(id: string, afterMs: number, severity: 'critical' | 'high' | 'medium' | 'low' = 'low', sender = id): Fact {
  const { source } = buildAlert({ id })
  const alert = buildAlert({ id, severity, source: { ...source, sender, senderName: sender }, texts: [buildText({ event: 'Ngập' })] })
  return buildFact('alert.raised', { alert }, { atMs: startMs - 5_000, recordedAtMs: startMs + afterMs })
}
const cleared = (id: string, afterMs: number): Fact =>
  buildFact('alert.cleared', { id, reason: 'returned-to-normal' }, { recordedAtMs: startMs + afterMs })
const acknowledged = (id: string, afterMs: number): Fact =>
  buildFact('alert.acknowledged', { id, note: '' }, { atMs: startMs + afterMs, recordedAtMs: startMs + afterMs })

function figuresOf(facts: Fact[], query: FiguresQuery = day) {
  const counter = countFigures(query)
  for (const fact of facts) counter.add(fact)
  return counter.figures()
}

describe('the figures of the alert system', () => {
  it('are these, counted by hand', () => {
    const facts = [
      // Before the day: no alert of it, but one that still stands.
      raised('old', -3_600_000),
      // Twelve in the first ten minutes, one a half minute: a flood from the eleventh (5:00) on; over when the fifth from the end is ten minutes old.
      ...Array.from({ length: 12 }, (_, n) => raised(`f${n}`, n * 30_000, n === 0 ? 'critical' : 'low')),
      // A source that comes and goes: raised, cleared, raised within a minute.
      raised('c1', 60 * minuteMs, 'medium', 'pump'),
      cleared('c1', 60 * minuteMs + 20_000),
      raised('c2', 60 * minuteMs + 40_000, 'medium', 'pump'),
      acknowledged('f0', 2 * minuteMs),
      acknowledged('f1', 10 * minuteMs + 30_000),
      cleared('f2', 30 * minuteMs),
      // After the day.
      raised('late', 86_400_001),
    ]
    const figures = figuresOf(facts)
    expect(alertFigures.parse(figures)).toEqual(figures)
    expect(figures).toEqual({
      fromMs: day.fromMs,
      untilMs: day.untilMs,
      operators: 1,
      alerts: 14,
      peak: { startMs, alerts: 12 },
      periods: [
        { startMs, alerts: 12 },
        { startMs: startMs + 60 * minuteMs, alerts: 2 },
      ],
      periodsAboveTen: 1,
      periodsInAll: 144,
      floods: [{ fromMs: startMs + 5 * minuteMs, untilMs: startMs + 13.5 * minuteMs, first: 'f10', last: 'f11', alerts: 12, peak: 12 }],
      floodMs: 8.5 * minuteMs,
      standing: { count: 1, oldest: [{ id: 'old', event: 'Ngập', sinceMs: startMs - 3_600_000 }] },
      chattering: [{ sender: 'pump', event: 'Ngập', place: '', alerts: 2 }],
      fleeting: 1,
      topTen: [
        { sender: 'pump', event: 'Ngập', place: '', alerts: 2 },
        ...Array.from({ length: 9 }, (_, n) => ({ sender: `f${n}`, event: 'Ngập', place: '', alerts: 1 })),
      ],
      topTenShare: 11 / 14,
      priorities: { critical: 1, high: 0, medium: 2, low: 11 },
      acknowledged: { count: 2, medianMs: 2 * minuteMs, p90Ms: 10 * minuteMs, waiting: 10 },
    })
  })

  it('are those of reality, or of one exercise by its own clock', () => {
    const alert = buildAlert({ id: 'd1', drillId: 'drill:1' })
    const drill = buildFact('alert.raised', { alert }, { drill: true, atMs: startMs + 1_000, recordedAtMs: startMs + 90_000_000 })
    const seen = buildFact(
      'alert.acknowledged',
      { id: 'd1', note: '' },
      { drill: true, atMs: startMs + 90_004_000, recordedAtMs: startMs + 90_004_000, actor: { kind: 'person', id: 's', name: 'Trạm 1' } },
    )
    expect(figuresOf([drill, seen]).alerts).toBe(0)
    const exercise = figuresOf([drill, seen, raised('real', 0)], { ...day, drill: { id: 'drill:1', startedAtMs: startMs } })
    expect([exercise.alerts, exercise.acknowledged]).toEqual([1, { count: 1, medianMs: 4_000, p90Ms: 4_000, waiting: 0 }])
  })

  it('knows what stands without its facts, and counts nothing twice', () => {
    const counter = countFigures(day)
    const { source } = buildAlert()
    const old = { id: 'older', source: { ...source, receivedAtMs: startMs - 1 } }
    const inside = { ...source, receivedAtMs: startMs + 1_000 }
    counter.know(buildAlertState({ alert: old }))
    counter.know(buildAlertState({ alert: { ...old, id: 'over' }, cleared: { atMs: startMs, reason: 'expired' } }))
    counter.know(buildAlertState({ alert: { id: 'snapshot', source: inside }, acknowledged: { atMs: startMs + 4_000, by: 'A' } }))
    counter.know(buildAlertState({ alert: { id: 'both', source: inside } }))
    counter.add(raised('both', 1_000))
    const { alerts, standing, acknowledged: seen } = counter.figures()
    expect(alerts).toBe(2)
    expect(standing).toEqual({ count: 1, oldest: [{ id: 'older', event: 'Ngập đường', sinceMs: startMs - 1 }] })
    expect(seen).toEqual({ count: 1, medianMs: 3_000, p90Ms: 3_000, waiting: 1 })
  })

  it('hands on the flood that goes on', () => {
    const counter = countFigures({ ...day, untilMs: startMs + 60 * minuteMs })
    for (let n = 0; n < 12; n += 1) counter.add(raised(`f${n}`, n * 30_000))
    expect(counter.flood().spell).toMatchObject({ first: 'f10', alerts: 12 })
    expect(counter.flood().recentMs).toHaveLength(12)
  })
})
