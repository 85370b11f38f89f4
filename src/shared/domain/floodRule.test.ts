import { describe, expect, it } from 'vitest'
import { alert as alertSchema, type Alert } from '#shared/contract/alert'
import type { Gauge } from '#shared/contract/city'
import type { Reading } from '#shared/contract/reading'
import { decideOnReading, type FloodDecision } from './floodRule'

const gauge: Gauge = {
  id: 'dong-ha',
  name: { vi: 'Đông Hà', en: 'Đông Hà' },
  river: { vi: 'sông Hiếu', en: 'Hiếu River' },
  place: { lonDeg: 107.1003, latDeg: 16.8252 },
  placeCertainty: { vi: 'giả định', en: 'assumed' },
  levelsM: [2, 3, 4],
  legalBasis: 'Quyết định 05/2020/QĐ-TTg',
  peaks: [{ date: '2020-10-08', levelM: 4.69, source: '' }],
  freshnessLimitMs: 1,
}
const startMs = Date.parse('2020-10-17T08:00:00+07:00')
const receivedAtMs = startMs + 5
const reading = (valueM: number, hours: number, more: Partial<Reading> = {}): Reading => ({
  gaugeId: 'dong-ha',
  valueM,
  observedAtMs: startMs + hours * 3_600_000,
  basis: 'observed',
  source: 'bản tin',
  peak: false,
  drillId: null,
  ...more,
})
const decide = (open: Alert | undefined, next: Reading) => decideOnReading({ gauge, reading: next, open, receivedAtMs })
function alertOf(decision: FloodDecision): Alert {
  if (decision.kind !== 'raise' && decision.kind !== 'update') throw new Error(`no alert in a decision to ${decision.kind}`)
  return decision.alert
}
const raisedAt = (valueM: number, more: Partial<Reading> = {}) => alertOf(decide(undefined, reading(valueM, 0, more)))

describe('decideOnReading', () => {
  it('raises a whole, valid alert at the first reading that reaches BĐ1', () => {
    expect(decide(undefined, reading(1.99, 0))).toEqual({ kind: 'none' })
    const raised = raisedAt(2.1)
    expect(alertSchema.parse(raised)).toEqual(raised)
    expect(raised).toMatchObject({
      severity: 'medium',
      category: 'Met',
      capSeverity: 'Moderate',
      urgency: 'Expected',
      certainty: 'Observed',
      place: gauge.place,
      onsetAtMs: startMs,
      expiresAtMs: null,
      drillId: null,
      measure: { gaugeId: 'dong-ha', valueM: 2.1, observedAtMs: startMs, basis: 'observed', level: 1 },
      source: { connector: 'gauge-rule', key: `gauge:dong-ha:actual:${startMs}`, sentAtMs: startMs, receivedAtMs },
    })
    expect(raised.texts.map((text) => [text.language, text.event, text.headline])).toEqual([
      ['vi-VN', 'Lũ cấp báo động 1', 'Lũ sông Hiếu tại Đông Hà: 2,10 m, trên BĐ1 0,10 m'],
      ['en-US', 'Flood, alarm level 1', 'Flood on the Hiếu River at Đông Hà: 2.10 m, 0.10 m above alarm level 1'],
    ])
    expect(raised.texts[0]?.description).toBe(
      'Mực nước sông Hiếu tại Đông Hà lúc 08:00 ngày 17/10/2020: 2,10 m, trên BĐ1 0,10 m.\n' +
        'Số đo theo bản tin. Nguồn: bản tin\n' +
        'Cấp báo động: BĐ1 2,00 m; BĐ2 3,00 m; BĐ3 4,00 m (Quyết định 05/2020/QĐ-TTg).',
    )
  })

  it('keeps the id and the onset of a flood through its updates, and takes a new key with each', () => {
    const raised = raisedAt(2.1)
    const updated = alertOf(decide(raised, reading(4.2, 6)))
    expect([updated.id, updated.onsetAtMs]).toEqual([raised.id, raised.onsetAtMs])
    expect(updated.source.key).not.toBe(raised.source.key)
    expect(updated).toMatchObject({ severity: 'critical', capSeverity: 'Severe', urgency: 'Immediate', measure: { level: 3 } })
  })

  it('gives another flood and another drill another id', () => {
    const ids = [
      raisedAt(2.1).id,
      raisedAt(2.1, { drillId: 'a:1' }).id,
      raisedAt(2.1, { drillId: 'a:2' }).id,
      alertOf(decide(undefined, reading(2.1, 1))).id,
      raisedAt(2.1, { drillId: 'x'.repeat(80) }).id,
    ]
    expect(new Set(ids).size).toBe(ids.length)
    expect(Math.max(...ids.map((id) => id.length))).toBeLessThanOrEqual(80)
  })

  it('updates the text with a measured value at the same level, not with an interpolated one', () => {
    const raised = raisedAt(2.1)
    expect(decide(raised, reading(2.4, 1, { basis: 'interpolated' }))).toEqual({ kind: 'none' })
    expect(alertOf(decide(raised, reading(2.4, 1))).texts[0]?.headline).toBe('Lũ sông Hiếu tại Đông Hà: 2,40 m, trên BĐ1 0,40 m')
  })

  it('updates at every crossing, up and down, and says when the value is interpolated', () => {
    const atTwo = alertOf(decide(raisedAt(2.1), reading(3, 1, { basis: 'interpolated' })))
    expect(atTwo).toMatchObject({ certainty: 'Likely', severity: 'high', measure: { level: 2, basis: 'interpolated' } })
    expect(atTwo.texts[0]?.description).toContain('Giá trị nội suy giữa hai bản tin, không phải số đo.')
    expect(atTwo.texts[1]?.description).toContain('Interpolated between two bulletins, not measured.')
    expect(alertOf(decide(atTwo, reading(2.9, 2, { basis: 'interpolated' })))).toMatchObject({ severity: 'medium', measure: { level: 1 } })
  })

  it('counts a metre above the last level as a crossing of its own', () => {
    const atThree = raisedAt(4.9)
    expect(alertOf(decide(atThree, reading(5, 1, { basis: 'interpolated' }))).capSeverity).toBe('Extreme')
    const extreme = raisedAt(5.2)
    expect(decide(extreme, reading(5.3, 1, { basis: 'interpolated' }))).toEqual({ kind: 'none' })
    expect(alertOf(decide(extreme, reading(4.99, 1, { basis: 'interpolated' }))).capSeverity).toBe('Severe')
  })

  it('clears below BĐ1, whether measured or interpolated', () => {
    expect(decide(raisedAt(2.1), reading(1.99, 1))).toEqual({ kind: 'clear' })
    expect(decide(raisedAt(2.1), reading(1.99, 1, { basis: 'interpolated' }))).toEqual({ kind: 'clear' })
  })

  it('changes nothing for a forecast, nor for a reading no newer than the alert', () => {
    expect(decide(undefined, reading(5, 0, { basis: 'forecast' }))).toEqual({ kind: 'none' })
    expect(decide(raisedAt(2.1), reading(1, 2, { basis: 'forecast' }))).toEqual({ kind: 'none' })
    expect(decide(raisedAt(2.1), reading(4.5, 0))).toEqual({ kind: 'none' })
    expect(decide(raisedAt(2.1), reading(1, -1))).toEqual({ kind: 'none' })
  })

  it('carries the peak into the headline', () => {
    const peak = alertOf(decide(raisedAt(2.1), reading(5.36, 20, { peak: true })))
    expect(peak.texts[0]?.headline).toBe('Lũ sông Hiếu tại Đông Hà: 5,36 m, trên BĐ3 1,36 m; đỉnh; cao hơn đỉnh 08/10/2020 0,67 m')
  })
})
