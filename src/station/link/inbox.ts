import type { Fact } from '#shared/contract/fact'
import type { Page } from '#shared/contract/feed'
import type { Cursors } from '#shared/contract/ids'
import type { Position } from '../cache/positionQueries'

/** What a page means for a station at some position. */
export type Sorted =
  | { kind: 'apply'; facts: Fact[]; cursors: Cursors; duplicates: number }
  /** Facts are missing before this one: nothing of the page may be applied, the station resumes from its cursors. */
  | { kind: 'gap'; stream: string; expected: number; found: number }
  | { kind: 'other-log'; epoch: string }

/** Sorts a page into new facts in order, repeats (dropped and counted) and gaps. */
export function sortPage(position: Position, page: Page): Sorted {
  if (page.epoch !== position.epoch) return { kind: 'other-log', epoch: page.epoch }
  const cursors = { ...position.cursors }
  const facts: Fact[] = []
  for (const fact of page.facts) {
    const expected = cursors[fact.stream] + 1
    if (fact.seq < expected) continue
    if (fact.seq > expected) return { kind: 'gap', stream: fact.stream, expected, found: fact.seq }
    cursors[fact.stream] = fact.seq
    facts.push(fact)
  }
  return { kind: 'apply', facts, cursors, duplicates: page.facts.length - facts.length }
}
