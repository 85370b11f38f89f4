import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import { noCursors, streams, type Cursors, type StreamName } from '#shared/contract/ids'
import type { Position } from '../cache/positionQueries'
import { buildFact } from '#test/builders/factBuilder'
import { sortPage } from './inbox'

const epoch = 'epoch-one'
const numbered = (stream: StreamName, seq: number): Fact =>
  ({ ...buildFact('drill.ended', { id: 'd', reason: 'finished' }, { seq }), stream }) as Fact
const pageOf = (facts: Fact[], of = epoch) => ({ epoch: of, facts, remaining: 0 })
const at = (cursors: Partial<Cursors>): Position => ({ epoch, cursors: { ...noCursors, ...cursors } })

describe('a page', () => {
  test('that continues is applied whole', () => {
    const facts = [numbered('alerts', 3), numbered('room', 1), numbered('alerts', 4)]
    expect(sortPage(at({ alerts: 2 }), pageOf(facts))).toEqual({
      kind: 'apply',
      facts,
      cursors: { ...noCursors, alerts: 4, room: 1 },
      duplicates: 0,
    })
  })

  test('that repeats is applied without its repeats', () => {
    const facts = [1, 2, 2, 3].map((seq) => numbered('alerts', seq))
    expect(sortPage(at({ alerts: 1 }), pageOf(facts))).toEqual({
      kind: 'apply',
      facts: [facts[1], facts[3]],
      cursors: { ...noCursors, alerts: 3 },
      duplicates: 2,
    })
  })

  test('with a gap is not applied at all', () => {
    const facts = [numbered('alerts', 1), numbered('alerts', 3)]
    expect(sortPage(at({}), pageOf(facts))).toEqual({ kind: 'gap', stream: 'alerts', expected: 2, found: 3 })
  })

  test('of another log, or before any snapshot, is not applied', () => {
    expect(sortPage(at({}), pageOf([], 'epoch-two'))).toEqual({ kind: 'other-log', epoch: 'epoch-two' })
    expect(sortPage({ epoch: null, cursors: noCursors }, pageOf([]))).toEqual({ kind: 'other-log', epoch })
  })
})

test('whatever is doubled, dropped or put in another order on the way, the cursor never skips a fact and nothing is applied twice', () => {
  const log = streams.flatMap((stream) => Array.from({ length: 6 }, (_, index) => numbered(stream, index + 1)))
  const pages = fc.array(fc.array(fc.constantFrom(...log), { maxLength: 12 }), { maxLength: 12 })
  fc.assert(
    fc.property(pages, (delivered) => {
      let position = at({})
      const applied: Fact[] = []
      for (const facts of delivered) {
        const sorted = sortPage(position, pageOf(facts))
        if (sorted.kind !== 'apply') continue
        applied.push(...sorted.facts)
        position = { epoch, cursors: sorted.cursors }
      }
      for (const stream of streams) {
        const seqs = applied.flatMap((fact) => (fact.stream === stream ? [fact.seq] : []))
        expect(seqs).toEqual(Array.from({ length: position.cursors[stream] }, (_, index) => index + 1))
      }
    }),
  )
})
