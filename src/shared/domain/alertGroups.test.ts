import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { Alert, AlertState } from '#shared/contract/alert'
import type { AlertTypesState } from '#shared/contract/alertType'
import { buildAlertState, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { groupAlerts } from './alertGroups'
import { severityRank } from './severityRank'

type Said = {
  id: string
  event?: string
  sender?: string
  afterS?: number
  lonDeg?: number
  severity?: Alert['severity']
  drillId?: string
}

let seq = 0
function said(
  { id, event = 'Cháy nhà', sender = id, afterS = 0, lonDeg = 107.1, severity = 'low', drillId }: Said,
  more: Partial<Alert> = {},
): AlertState {
  const { alert } = buildAlertState({ alert: { id } })
  return buildAlertState({
    raisedSeq: (seq += 1),
    raisedAtMs: builtAtMs + afterS * 1_000,
    alert: {
      id,
      severity,
      drillId: drillId ?? null,
      source: { ...alert.source, sender },
      texts: [buildText({ event })],
      place: { lonDeg, latDeg: 16.82 },
      ...more,
    },
  })
}

const told = (queue: AlertState[], types?: AlertTypesState) =>
  groupAlerts(queue, types).map(({ head, folded, severity }) => ({
    head: head.alert.id,
    severity,
    folded: Object.fromEntries(folded.map(({ state, why }) => [state.alert.id, why.rule])),
  }))

describe('folding alerts into groups', () => {
  it('puts what one source repeats under the first, and shows how grave the gravest is', () => {
    const queue = [
      said({ id: 'a1', sender: 'pump', severity: 'medium' }),
      said({ id: 'a2', sender: 'pump', afterS: 20 }),
      said({ id: 'a3', sender: 'pump', afterS: 40, severity: 'critical' }),
    ]
    expect(told(queue)).toEqual([{ head: 'a1', severity: 'critical', folded: { a2: 'repeat', a3: 'repeat' } }])
    expect(groupAlerts(queue, undefined)[0]!.folded[0]!.why).toEqual({ rule: 'repeat', chattering: true })
  })

  it('puts what several say of the same thing together, in the same place and time only', () => {
    const queue = [
      said({ id: 'b1', severity: 'critical' }),
      said({ id: 'b2', afterS: 60, lonDeg: 107.101, severity: 'high' }),
      said({ id: 'far', afterS: 60, lonDeg: 107.12, severity: 'high' }),
      said({ id: 'late', afterS: 700, severity: 'high' }),
      said({ id: 'drill', severity: 'high', drillId: 'd1' }),
    ]
    expect(told(queue)).toEqual([
      { head: 'b1', severity: 'critical', folded: { b2: 'duplicate' } },
      { head: 'far', severity: 'high', folded: {} },
      { head: 'late', severity: 'high', folded: {} },
      { head: 'drill', severity: 'high', folded: {} },
    ])
  })

  it('puts what lies in the area of something that matters under it, never what matters itself', () => {
    const areas = [
      { description: 'Phường 2', polygons: [], circles: [{ centre: { lonDeg: 107.1, latDeg: 16.82 }, radiusM: 1_500 }], geocodes: [] },
    ]
    const queue = [
      said({ id: 'early', event: 'Mất tín hiệu', afterS: -60, lonDeg: 107.108, severity: 'medium' }),
      said({ id: 'outage', event: 'Mất điện diện rộng', severity: 'critical' }, { areas }),
      said({ id: 'sensor', event: 'Mất tín hiệu', afterS: 90, lonDeg: 107.11 }),
      said({ id: 'hospital', event: 'Mất điện bệnh viện', afterS: 100, lonDeg: 107.11, severity: 'high' }),
      said({ id: 'outside', event: 'Mất tín hiệu', afterS: 100, lonDeg: 107.2 }),
    ]
    expect(told(queue)).toEqual([
      { head: 'outage', severity: 'critical', folded: { early: 'area', sensor: 'area' } },
      { head: 'hospital', severity: 'high', folded: {} },
      { head: 'outside', severity: 'low', folded: {} },
    ])
  })

  it('puts small things beside something that matters under it, and the rest of one kind in one line', () => {
    const queue = [
      said({ id: 'crash', event: 'Tai nạn', severity: 'high' }),
      said({ id: 'jam', event: 'Ùn tắc', afterS: 120, lonDeg: 107.103, severity: 'medium' }),
      ...[1, 2, 3].map((n) => said({ id: `lamp${n}`, event: 'Đèn hỏng', lonDeg: 107.15 + n / 100 })),
    ]
    expect(told(queue)).toEqual([
      { head: 'crash', severity: 'high', folded: { jam: 'near' } },
      { head: 'lamp1', severity: 'low', folded: { lamp2: 'same-kind', lamp3: 'same-kind' } },
    ])
  })

  it('loses nothing, shows nothing twice, and keeps the gravest of a group in sight', () => {
    const one = fc.record({
      event: fc.constantFrom('Cháy', 'Ngập', 'Mất tín hiệu'),
      sender: fc.constantFrom('s1', 's2', 's3', 's4'),
      afterS: fc.integer({ min: 0, max: 3_000 }),
      lonDeg: fc.double({ min: 107.08, max: 107.12, noNaN: true }),
      severity: fc.constantFrom('critical' as const, 'high' as const, 'medium' as const, 'low' as const),
      radiusM: fc.constantFrom(0, 0, 800),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 60 }), (list) => {
        const queue = list.map((each, n) =>
          said(
            { id: `n${n}`, ...each },
            {
              areas: [
                {
                  description: '',
                  polygons: [],
                  circles: [{ centre: { lonDeg: each.lonDeg, latDeg: 16.82 }, radiusM: each.radiusM }],
                  geocodes: [],
                },
              ],
            },
          ),
        )
        const groups = groupAlerts(queue, undefined)
        const shown = groups.flatMap(({ head, folded }) => [head, ...folded.map(({ state }) => state)])
        expect(shown.map(({ alert }) => alert.id).toSorted()).toEqual(queue.map(({ alert }) => alert.id).toSorted())
        for (const { head, folded, severity } of groups) {
          const ranks = [head, ...folded.map(({ state }) => state)].map(({ alert }) => severityRank[alert.severity])
          expect(severityRank[severity]).toBe(Math.min(...ranks))
        }
        expect(groupAlerts(queue.toReversed(), undefined)).toEqual(groups)
      }),
      { numRuns: 200 },
    )
  })
})
