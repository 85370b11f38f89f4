import type { Alert } from '#shared/contract/alert'

/** So many changes of one source within a minute are chatter (ISA-18.2). */
const chatterPerMinute = 3
const minuteMs = 60_000

/** Who says it, of what, and where: the same three are one source of alerts. */
export function sourceOf({ source, texts, place, areas }: Alert): string {
  const where = place === null ? (areas[0]?.description ?? '') : `${place.lonDeg.toFixed(5)},${place.latDeg.toFixed(5)}`
  return `${source.sender}|${texts[0]?.event ?? ''}|${where}`
}

/** Whether changes at these times, in order, are chatter. */
export function isChatter(timesMs: readonly number[]): boolean {
  return timesMs.some((atMs, index) => index >= chatterPerMinute - 1 && atMs - timesMs[index - chatterPerMinute + 1]! <= minuteMs)
}
