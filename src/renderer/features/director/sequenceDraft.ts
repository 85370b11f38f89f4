import type { PlainContent, TileContent } from '#shared/contract/wall'

/** A content of a sequence and how many seconds it stays. */
export type SequenceItem = { content: PlainContent; dwellS: number }

/** Most contents of one sequence, and how long one may stay; as in the contract. */
const mostItems = 20
const dwell = { shortestS: 3, firstS: 15, longestS: 3_600 }

/** A sequence that is being gathered, after one more content: those of another sequence are taken over, a panorama cannot be part of one. */
export function withItem(items: readonly SequenceItem[], content: TileContent): SequenceItem[] {
  if (content.kind === 'panorama') return [...items]
  const added = content.kind === 'sequence' ? content.items : [{ content, dwellS: dwell.firstS }]
  return [...items, ...added].slice(0, mostItems)
}

/** The same with another time for one of them, within what people can read and a sequence allows. */
export function withDwell(items: readonly SequenceItem[], index: number, seconds: number): SequenceItem[] {
  const dwellS = Number.isFinite(seconds) ? Math.min(dwell.longestS, Math.max(dwell.shortestS, seconds)) : dwell.firstS
  return items.map((item, at) => (at === index ? { ...item, dwellS } : item))
}

/** The content that shows them in turn; undefined for fewer than two. */
export function sequenceOf(items: readonly SequenceItem[]): TileContent | undefined {
  return items.length < 2 ? undefined : { kind: 'sequence', items: [...items] }
}
