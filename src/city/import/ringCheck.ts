import earcut, { deviation } from 'earcut'
import type { DraftPolygon, DraftRing } from './draft'
import type { ProblemCode } from './problemTable'

/** A ring without its closing point, flat degrees; the outer one counter-clockwise, holes clockwise. */
export type CleanRing = number[]
export type RingFinding = { code: ProblemCode; lonDeg: number; latDeg: number; detail: Record<string, string | number> }
export type CheckedPolygon = { rings: CleanRing[]; areaM2: number; findings: RingFinding[]; usable: boolean }

const metresPerDegree = 111_195
// Smaller than what a surveyor can tell; larger than what rounding to 1e-9 degrees does.
const tolerance = 1e-9

/**
 * Checks one polygon and puts right what can be put right without a guess (closing, winding, repeated points, spikes); the rest is said
 * with its place, and the polygon is not usable.
 */
export function checkPolygon(polygon: DraftPolygon): CheckedPolygon {
  const findings: RingFinding[] = []
  const rings: CleanRing[] = []
  let areaM2 = 0
  const [outer, ...holes] = polygon
  if (outer === undefined) return { rings, areaM2, findings, usable: false }
  const shell = checkRing(outer, false, findings)
  if (shell === undefined) return { rings, areaM2, findings, usable: false }
  rings.push(shell)
  areaM2 = Math.abs(areaOf(shell))
  for (const hole of holes) {
    const checked = checkRing(hole, true, findings)
    if (checked === undefined) return { rings, areaM2, findings, usable: false }
    rings.push(checked)
    areaM2 -= Math.abs(areaOf(checked))
  }
  const misplaced = rings.length > 1 ? holeFinding(rings) : undefined
  if (misplaced !== undefined) findings.push(misplaced)
  return { rings, areaM2, findings, usable: misplaced === undefined }
}

/** Area in square metres, negative when the ring runs clockwise; good to a thousandth for anything the size of a building. */
export function areaOf(ring: readonly number[]): number {
  const lon0 = ring[0]!
  const lat0 = ring[1]!
  let twice = 0
  for (let at = 2; at + 3 < ring.length; at += 2) {
    twice += (ring[at]! - lon0) * (ring[at + 3]! - lat0) - (ring[at + 2]! - lon0) * (ring[at + 1]! - lat0)
  }
  return (twice / 2) * metresPerDegree ** 2 * Math.cos((lat0 * Math.PI) / 180)
}

function checkRing(given: DraftRing, isHole: boolean, findings: RingFinding[]): CleanRing | undefined {
  const find = (code: ProblemCode, at: readonly number[], detail: RingFinding['detail'] = {}): undefined =>
    void findings.push({ code, lonDeg: at[0] ?? NaN, latDeg: at[1] ?? NaN, detail })
  for (let at = 0; at < given.length; at += 2) {
    const x = given[at]!
    const y = given[at + 1]!
    const before = at >= 2 ? given.slice(at - 2, at) : []
    if (!Number.isFinite(x) || !Number.isFinite(y)) return find('coordinate-not-a-number', before, { value: `${x}, ${y}` })
    if (Math.abs(x) > 180 || Math.abs(y) > 90) return find('coordinate-out-of-range', before, { x, y })
  }
  const ring = given.slice()
  const isClosed = ring.length >= 4 && ring[0] === ring.at(-2) && ring[1] === ring.at(-1)
  if (isClosed) ring.length -= 2
  else if (ring.length >= 6) find('ring-closed', ring)
  dropRepeats(ring)
  if (ring.length < 6) return find('ring-too-short', ring, { points: ring.length / 2 })
  const spike = cutSpikes(ring)
  if (spike !== undefined) find('ring-spike', spike)
  if (ring.length < 6 || Math.abs(areaOf(ring)) < 1e-4) {
    // A bow tie with two equal halves has no area either; what is wrong with it is the crossing.
    const crossed = ring.length < 6 ? undefined : crossingOf(ring)
    return crossed?.code === 'ring-self-crossing' ? find(crossed.code, crossed.place) : find('ring-no-area', given)
  }
  const crossed = crossingOf(ring)
  if (crossed?.code === 'ring-self-crossing') return find(crossed.code, crossed.place)
  const turns = Math.round(Math.abs(turningOf(ring)))
  if (turns > 1) return find('ring-wound-twice', ring, { turns })
  if (crossed !== undefined) return find(crossed.code, crossed.place)
  if (areaOf(ring) > 0 === isHole) {
    // Most sources of before RFC 7946 wind as they like; for holes it says nothing at all.
    if (!isHole) find('ring-rewound', ring)
    reverse(ring)
  }
  return ring
}

function dropRepeats(ring: number[]): void {
  let kept = 0
  for (let at = 0; at < ring.length; at += 2) {
    if (kept > 0 && isSame(ring, at, ring, kept - 2)) continue
    ring[kept] = ring[at]!
    ring[kept + 1] = ring[at + 1]!
    kept += 2
  }
  while (kept > 2 && isSame(ring, 0, ring, kept - 2)) kept -= 2
  ring.length = kept
}

function isSame(a: readonly number[], i: number, b: readonly number[], j: number): boolean {
  return Math.abs(a[i]! - b[j]!) < tolerance && Math.abs(a[i + 1]! - b[j + 1]!) < tolerance
}

/** Takes out points from which the ring runs straight back; gives the first one. */
function cutSpikes(ring: number[]): readonly number[] | undefined {
  let first: readonly number[] | undefined
  for (let found = true; found && ring.length >= 6;) {
    found = false
    for (let at = 0; at < ring.length && ring.length >= 6; at += 2) {
      const previous = (at - 2 + ring.length) % ring.length
      const next = (at + 2) % ring.length
      const inX = ring[at]! - ring[previous]!
      const inY = ring[at + 1]! - ring[previous + 1]!
      const outX = ring[next]! - ring[at]!
      const outY = ring[next + 1]! - ring[at + 1]!
      const cross = inX * outY - inY * outX
      const along = inX * outX + inY * outY
      if (along < 0 && Math.abs(cross) <= 1e-3 * Math.abs(along) && Math.abs(cross) < tolerance * Math.hypot(inX, inY) * 50) {
        first ??= [ring[at]!, ring[at + 1]!]
        ring.splice(at, 2)
        dropRepeats(ring)
        found = true
      }
    }
  }
  return first
}

/** How often the ring turns round, signed. */
function turningOf(ring: readonly number[]): number {
  const count = ring.length / 2
  const angle = (index: number): number => {
    const from = (index % count) * 2
    const to = ((index + 1) % count) * 2
    return Math.atan2(ring[to + 1]! - ring[from + 1]!, ring[to]! - ring[from]!)
  }
  let total = 0
  let before = angle(0)
  for (let index = 1; index <= count; index += 1) {
    const now = angle(index)
    total += Math.atan2(Math.sin(now - before), Math.cos(now - before))
    before = now
  }
  return total / (2 * Math.PI)
}

type Crossing = { code: 'ring-self-crossing' | 'ring-touches-itself'; place: [number, number] }

/** Where two sides cross or touch that are not neighbours; a crossing is looked for before a touch. Sweeps over the sides by longitude. */
function crossingOf(ring: readonly number[]): Crossing | undefined {
  const count = ring.length / 2
  const order = Array.from({ length: count }, (_, side) => side)
  const west = (side: number): number => Math.min(ring[side * 2]!, ring[((side + 1) % count) * 2]!)
  const east = (side: number): number => Math.max(ring[side * 2]!, ring[((side + 1) % count) * 2]!)
  if (count > 16) order.sort((a, b) => west(a) - west(b))
  let touch: Crossing | undefined
  for (let i = 0; i < count; i += 1) {
    const a = order[i]!
    const limit = east(a)
    for (let j = i + 1; j < count; j += 1) {
      const b = order[j]!
      if (west(b) > limit) {
        if (count > 16) break
        continue
      }
      const gap = Math.abs(a - b)
      if (gap === 1 || gap === count - 1) continue
      const meeting = meetingOf(ring, a * 2, ((a + 1) % count) * 2, b * 2, ((b + 1) % count) * 2)
      if (meeting?.code === 'ring-self-crossing') return meeting
      touch ??= meeting
    }
  }
  return touch
}

function meetingOf(ring: readonly number[], a: number, b: number, c: number, d: number): Crossing | undefined {
  const cSide = sideOf(ring, a, b, c)
  const dSide = sideOf(ring, a, b, d)
  if (cSide * dSide > 0) return undefined
  const aSide = sideOf(ring, c, d, a)
  const bSide = sideOf(ring, c, d, b)
  if (aSide * bSide > 0) return undefined
  if (cSide !== 0 && dSide !== 0 && aSide !== 0 && bSide !== 0) {
    const share = Math.abs(aSide) / (Math.abs(aSide) + Math.abs(bSide))
    const place: [number, number] = [ring[a]! + share * (ring[b]! - ring[a]!), ring[a + 1]! + share * (ring[b + 1]! - ring[a + 1]!)]
    return { code: 'ring-self-crossing', place }
  }
  for (const [point, side, from, to] of [
    [c, cSide, a, b],
    [d, dSide, a, b],
    [a, aSide, c, d],
    [b, bSide, c, d],
  ] as const) {
    if (side === 0 && isBetween(ring, from, to, point)) return { code: 'ring-touches-itself', place: [ring[point]!, ring[point + 1]!] }
  }
  return undefined
}

/** Twice the area of the triangle, 0 when the point is on the line to a tenth of a millimetre. */
function sideOf(ring: readonly number[], from: number, to: number, point: number): number {
  const x = ring[to]! - ring[from]!
  const y = ring[to + 1]! - ring[from + 1]!
  const cross = x * (ring[point + 1]! - ring[from + 1]!) - y * (ring[point]! - ring[from]!)
  return Math.abs(cross) <= tolerance * (Math.abs(x) + Math.abs(y)) ? 0 : cross
}

function isBetween(ring: readonly number[], from: number, to: number, point: number): boolean {
  const within = (a: number, b: number, value: number): boolean =>
    value >= Math.min(a, b) - tolerance && value <= Math.max(a, b) + tolerance
  return within(ring[from]!, ring[to]!, ring[point]!) && within(ring[from + 1]!, ring[to + 1]!, ring[point + 1]!)
}

/** A hole that is not within the outline, or lies over another: the triangles then do not add up to the area. */
function holeFinding(rings: readonly CleanRing[]): RingFinding | undefined {
  const [shell, ...holes] = rings as [CleanRing, ...CleanRing[]]
  const flat: number[] = []
  const starts: number[] = []
  for (const ring of rings) {
    if (flat.length > 0) starts.push(flat.length / 2)
    for (let at = 0; at < ring.length; at += 2) flat.push((ring[at]! - shell[0]!) * 1e5, (ring[at + 1]! - shell[1]!) * 1e5)
  }
  if (deviation(flat, starts, 2, earcut(flat, starts)) < 1e-6) return undefined
  for (const hole of holes) {
    for (let at = 0; at < hole.length; at += 2) {
      if (!isInside(shell, hole[at]!, hole[at + 1]!)) return { code: 'hole-outside', lonDeg: hole[at]!, latDeg: hole[at + 1]!, detail: {} }
    }
  }
  const [first] = holes
  return { code: holes.length > 1 ? 'holes-overlap' : 'hole-outside', lonDeg: first?.[0] ?? NaN, latDeg: first?.[1] ?? NaN, detail: {} }
}

/** Whether a place is within a ring, by counting the sides east of it. */
export function isInside(ring: readonly number[], lonDeg: number, latDeg: number): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
    const [x1, y1, x2, y2] = [ring[at]!, ring[at + 1]!, ring[before]!, ring[before + 1]!]
    if (y1 > latDeg !== y2 > latDeg && lonDeg < ((x2 - x1) * (latDeg - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}

function reverse(ring: number[]): void {
  for (let low = 0, high = ring.length - 2; low < high; low += 2, high -= 2) {
    const [x, y] = [ring[low]!, ring[low + 1]!]
    ring[low] = ring[high]!
    ring[low + 1] = ring[high + 1]!
    ring[high] = x
    ring[high + 1] = y
  }
}
