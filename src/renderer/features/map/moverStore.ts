import { toWorld } from './ellipsoid'
import type { GroundHeights } from './groundHeights'

/** Where a moving thing was: one message of its position. */
export type MoverFix = {
  id: string
  name: string
  kind: MoverKind
  lonDeg: number
  latDeg: number
  /** Clockwise from north; null when it is not told. */
  headingDeg: number | null
  atMs: number
  /** It calls for help: never hidden in a group. */
  urgent: boolean
  drill: boolean
}
export const moverKinds = ['police', 'fire', 'ambulance', 'rescue', 'boat', 'other'] as const
export type MoverKind = (typeof moverKinds)[number]

/** Fixes kept of each mover, for its trail. */
export const trailLength = 40
// Drawn this far in the past, in periods of the feed, there is nearly always a fix before and one after: nothing has to be guessed.
const delayPeriods = 1.5
const stalePeriods = 2
const firstPeriodMs = 1_000
const shortestPeriodMs = 250
const longestPeriodMs = 60_000
const metresAboveGround = 1

/** Everything that moves at a moment, a row each. */
type MoverMoment = {
  xyz: Float64Array
  headingDeg: Float32Array
  stale: Uint8Array
  kind: Uint8Array
  urgent: Uint8Array
  drill: Uint8Array
  gone: Uint8Array
}

/** Where everything that moves was, as arrays of numbers: 10,000 movers cost no objects. Rows never change once given. */
export type MoverStore = {
  readonly size: number
  /** Takes fixes, oldest first; one that is older than what is known of its mover is left out. Returns how many were taken. */
  put(fixes: readonly MoverFix[]): number
  /** Forgets everything. */
  clear(): void
  /** Forgets movers that have not been heard since. */
  forgetBefore(atMs: number): void
  /** Fills `at` for a moment. */
  moveTo(nowMs: number): void
  /** Earth-fixed metres of each row at the moment of `moveTo`, three numbers a row; `stale` is 1 for a mover that was not heard in time. */
  readonly at: MoverMoment
  /** Whether anything has moved since the moment before. */
  readonly moving: boolean
  rowOf(id: string): number
  fixOf(row: number): MoverFix
  /** Places a mover was at, oldest first. */
  trailOf(row: number): readonly { lonDeg: number; latDeg: number }[]
}

export function createMoverStore(ground: GroundHeights): MoverStore {
  let capacity = 0
  let size = 0
  let moving = false
  const rows = new Map<string, number>()
  const last: MoverFix[] = []
  // Two fixes a row: where it was, and where it was then.
  let from = new Float64Array(0)
  let until = new Float64Array(0)
  let fromMs = new Float64Array(0)
  let untilMs = new Float64Array(0)
  let periodMs = new Float64Array(0)
  let trail = new Float64Array(0)
  let trailCount = new Uint32Array(0)
  let at: MoverMoment = { xyz: from, headingDeg: new Float32Array(0), ...bytes() }
  // Feeds tell of their units in the same order again and again: the next one is nearly always the one after.
  let expectedRow = 0

  function grow(): void {
    capacity = Math.max(64, capacity * 2)
    const longer = <T extends Float64Array | Float32Array | Uint8Array | Uint32Array>(array: T, width = 1): T => {
      const next = new (array.constructor as new (length: number) => T)(capacity * width)
      next.set(array as never)
      return next
    }
    from = longer(from, 3)
    until = longer(until, 3)
    fromMs = longer(fromMs)
    untilMs = longer(untilMs)
    periodMs = longer(periodMs)
    trail = longer(trail, trailLength * 2)
    trailCount = longer(trailCount)
    at = {
      xyz: longer(at.xyz, 3),
      headingDeg: longer(at.headingDeg),
      stale: longer(at.stale),
      kind: longer(at.kind),
      urgent: longer(at.urgent),
      drill: longer(at.drill),
      gone: longer(at.gone),
    }
  }

  function put(fix: MoverFix): boolean {
    const isExpected = expectedRow < size && last[expectedRow]!.id === fix.id
    const known = isExpected ? expectedRow : rows.get(fix.id)
    const row = known ?? size
    expectedRow = row + 1
    if (known !== undefined && fix.atMs <= untilMs[row]! && at.gone[row] === 0) return false
    if (known === undefined) {
      if (size === capacity) grow()
      rows.set(fix.id, row)
      size += 1
    }
    const [x, y, z] = toWorld(fix.lonDeg, fix.latDeg, ground(fix.lonDeg, fix.latDeg) + metresAboveGround)
    const isFirst = known === undefined || at.gone[row] === 1
    if (isFirst) {
      periodMs[row] = firstPeriodMs
      trailCount[row] = 0
      from[row * 3] = x
      from[row * 3 + 1] = y
      from[row * 3 + 2] = z
      fromMs[row] = fix.atMs
    } else {
      const passedMs = Math.min(longestPeriodMs, Math.max(shortestPeriodMs, fix.atMs - untilMs[row]!))
      periodMs[row] = trailCount[row] === 1 ? passedMs : periodMs[row]! * 0.7 + passedMs * 0.3
      from[row * 3] = until[row * 3]!
      from[row * 3 + 1] = until[row * 3 + 1]!
      from[row * 3 + 2] = until[row * 3 + 2]!
      fromMs[row] = untilMs[row]!
    }
    until[row * 3] = x
    until[row * 3 + 1] = y
    until[row * 3 + 2] = z
    untilMs[row] = fix.atMs
    at.kind[row] = moverKinds.indexOf(fix.kind)
    at.urgent[row] = fix.urgent ? 1 : 0
    at.drill[row] = fix.drill ? 1 : 0
    at.gone[row] = 0
    at.headingDeg[row] = fix.headingDeg ?? at.headingDeg[row]!
    const slot = (row * trailLength + (trailCount[row]! % trailLength)) * 2
    trail[slot] = fix.lonDeg
    trail[slot + 1] = fix.latDeg
    trailCount[row]! += 1
    last[row] = fix
    return true
  }

  return {
    get size() {
      return size
    },
    get at() {
      return at
    },
    get moving() {
      return moving
    },
    put(fixes) {
      let taken = 0
      expectedRow = fixes.length === 0 ? 0 : (rows.get(fixes[0]!.id) ?? 0)
      for (const fix of fixes) if (put(fix)) taken += 1
      return taken
    },
    clear() {
      rows.clear()
      last.length = 0
      size = 0
    },
    forgetBefore(limitMs) {
      for (let row = 0; row < size; row += 1) if (untilMs[row]! < limitMs) at.gone[row] = 1
    },
    moveTo(nowMs) {
      moving = false
      const { xyz, stale } = at
      for (let row = 0; row < size; row += 1) {
        const shownMs = nowMs - delayPeriods * periodMs[row]!
        const spanMs = untilMs[row]! - fromMs[row]!
        const share = spanMs <= 0 ? 1 : Math.min(1, Math.max(0, (shownMs - fromMs[row]!) / spanMs))
        const isLate = nowMs - untilMs[row]! > stalePeriods * periodMs[row]! ? 1 : 0
        if (share < 1 || isLate !== stale[row]) moving = true
        stale[row] = isLate
        const start = row * 3
        xyz[start] = from[start]! + (until[start]! - from[start]!) * share
        xyz[start + 1] = from[start + 1]! + (until[start + 1]! - from[start + 1]!) * share
        xyz[start + 2] = from[start + 2]! + (until[start + 2]! - from[start + 2]!) * share
      }
    },
    rowOf: (id) => rows.get(id) ?? -1,
    fixOf: (row) => last[row]!,
    trailOf(row) {
      const count = Math.min(trailCount[row] ?? 0, trailLength)
      return Array.from({ length: count }, (_, back) => {
        const slot = (row * trailLength + ((trailCount[row]! - count + back) % trailLength)) * 2
        return { lonDeg: trail[slot]!, latDeg: trail[slot + 1]! }
      })
    },
  }
}

const bytes = () => ({
  stale: new Uint8Array(0),
  kind: new Uint8Array(0),
  urgent: new Uint8Array(0),
  drill: new Uint8Array(0),
  gone: new Uint8Array(0),
})
