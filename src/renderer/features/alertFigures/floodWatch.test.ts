import { describe, expect, it } from 'vitest'
import type { FiguresAnswer } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { afterAnswer, afterRaises, raisesIn, startWatch } from './floodWatch'

const raised = (seq: number, drillId: string | null = null): Fact =>
  buildFact(
    'alert.raised',
    { alert: buildAlert({ id: `a${seq}`, drillId }) },
    { seq, drill: drillId !== null, atMs: seq * 1_000, recordedAtMs: seq * 2_000 },
  )
const facts = (from: number, until: number): Fact[] => Array.from({ length: until - from + 1 }, (_, n) => raised(from + n))

describe('the watch over floods', () => {
  it('counts reality by the clock of the gateway and an exercise by its own', () => {
    const raises = raisesIn([raised(1), raised(2, 'd')])
    expect(raises).toEqual([
      { id: 'a1', atMs: 2_000, seq: 1, drillId: null },
      { id: 'a2', atMs: 2_000, seq: 2, drillId: 'd' },
    ])
    expect(afterRaises(startWatch('d'), raises, 1)).toMatchObject({ headSeq: 2, flood: { recentMs: [2_000] } })
  })

  it('goes on from what the station tells, without counting anything twice', () => {
    const whole = afterRaises(startWatch(null), raisesIn(facts(1, 14)), 1)
    const first = afterRaises(startWatch(null), raisesIn(facts(1, 8)), 1)
    const answer = { flood: first.flood, headSeq: 8 } as FiguresAnswer
    // The station had eight; the window was given six to fourteen while it asked.
    const told = afterAnswer(startWatch(null), answer, raisesIn(facts(6, 14)), 1)
    expect(told).toEqual({ ...whole, isAnswered: true })
    expect(told.flood.spell).toMatchObject({ first: 'a11', alerts: 14 })
  })
})
