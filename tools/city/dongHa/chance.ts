/** A source of numbers in [0, 1) that is the same on every machine and every run (mulberry32, seeded by the characters of a name). */
export type Chance = () => number

/** The chance of that name: streets, houses and hills each have their own, so that a change to one does not move the others. */
export function chanceOf(name: string): Chance {
  let state = hashOf(name)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A smooth field in [-1, 1] over the plane: value noise with bumps about `wavelengthM` apart. */
export function noiseOf(name: string, wavelengthM: number): (xM: number, yM: number) => number {
  const seed = hashOf(name)
  const at = (column: number, row: number): number => {
    let mixed = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2_147_483_648 - 1
  }
  return (xM, yM) => {
    const column = Math.floor(xM / wavelengthM)
    const row = Math.floor(yM / wavelengthM)
    const u = eased(xM / wavelengthM - column)
    const v = eased(yM / wavelengthM - row)
    const south = at(column, row) * (1 - u) + at(column + 1, row) * u
    const north = at(column, row + 1) * (1 - u) + at(column + 1, row + 1) * u
    return south * (1 - v) + north * v
  }
}

/** 0 below `from`, 1 above `to`, smooth between. `from` may be the larger one. */
export function between(from: number, to: number, value: number): number {
  return eased(Math.min(1, Math.max(0, (value - from) / (to - from))))
}

function eased(part: number): number {
  return part * part * (3 - 2 * part)
}

/** FNV-1a of the name. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  return hash | 0
}
