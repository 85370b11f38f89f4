import type { UnitPosition } from '#shared/contract/position'

/** Where units were, as far back as there is room: what a window has been told, thinned out. */
export type PositionTrack = {
  note(position: UnitPosition): void
  /** The last known position of each unit at a moment; of those that had been silent for `silentMs` by then, none. */
  asOf(atMs: number, silentMs: number): UnitPosition[]
  /** The earliest moment that is still known, epoch milliseconds; null while nothing is. */
  sinceMs(): number | null
}

/** One position a unit in this time is enough to look back at. */
const grainMs = 10_000
const mostPositions = 300_000

/** A track in columns that overwrites the oldest: at most `most` positions (20 bytes each), whoever sends them. */
export function createPositionTrack(most = mostPositions): PositionTrack {
  const atMs = new Float64Array(most)
  const lonDeg = new Float32Array(most)
  const latDeg = new Float32Array(most)
  const unit = new Uint16Array(most)
  /** What does not change while a unit drives, by its number; a unit beyond the last number is not kept. */
  const units: UnitPosition[] = []
  const numbers = new Map<string, number>()
  const lastMs: number[] = []
  let written = 0

  function numberOf(position: UnitPosition): number {
    const known = numbers.get(position.id)
    if (known !== undefined) return known
    numbers.set(position.id, units.length)
    return units.push(position) - 1
  }

  return {
    note(position) {
      if (units.length > 0xffff && !numbers.has(position.id)) return
      const number = numberOf(position)
      if (position.atMs < (lastMs[number] ?? -Infinity) + grainMs) return
      lastMs[number] = position.atMs
      units[number] = position
      const slot = written % most
      atMs[slot] = position.atMs
      lonDeg[slot] = position.place.lonDeg
      latDeg[slot] = position.place.latDeg
      unit[slot] = number
      written += 1
    },
    asOf(momentMs, silentMs) {
      const found = new Map<number, number>()
      for (let back = 1; back <= Math.min(written, most); back += 1) {
        const slot = (written - back) % most
        const at = atMs[slot]!
        if (at > momentMs || at < momentMs - silentMs) continue
        const before = found.get(unit[slot]!)
        if (before === undefined || atMs[before]! < at) found.set(unit[slot]!, slot)
      }
      return [...found].map(([number, slot]) => ({
        ...units[number]!,
        place: { lonDeg: lonDeg[slot]!, latDeg: latDeg[slot]! },
        atMs: atMs[slot]!,
        // What a unit said beside its place is not kept.
        headingDeg: null,
        urgent: false,
      }))
    },
    sinceMs: () => (written === 0 ? null : atMs[written > most ? written % most : 0]!),
  }
}
