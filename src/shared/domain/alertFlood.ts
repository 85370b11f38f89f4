/**
 * When the room is flooded with alerts (ISA-18.2-2016, IEC 62682, EEMUA 191): more than `entersAbove` in `windowMs` for one operator, until
 * there are fewer than `leavesBelow`.
 */
export const floodLimits = { windowMs: 600_000, entersAbove: 10, leavesBelow: 5 } as const

/** An alert that was raised, as a flood counts it. */
export type Raise = { id: string; atMs: number }

/** One flood. `last` is the newest alert while it goes on, and the last that still counted when it ended; `peak` the most in one window. */
export type FloodSpell = { fromMs: number; untilMs: number | null; first: string; last: string; alerts: number; peak: number }

/** `recent` are the alerts of the last window, oldest first. */
export type FloodState = { recent: Raise[]; spell: FloodSpell | null }

export const noFlood: FloodState = { recent: [], spell: null }

/**
 * The state after alerts were raised (in the order in which they came) and at `nowMs`, for so many operators, with the floods that ended
 * meanwhile. An alert counts for exactly the time of the window after it was raised: a flood ends at the moment at which the last but few
 * of its alerts stop counting, whether anybody looks or not.
 */
export function floodAfter(
  before: FloodState,
  raises: readonly Raise[],
  nowMs: number,
  operators = 1,
): { state: FloodState; ended: FloodSpell[] } {
  const recent = [...before.recent]
  const ended: FloodSpell[] = []
  let from = 0
  let spell = before.spell
  let clockMs = recent.at(-1)?.atMs ?? -Infinity

  function passTo(atMs: number): void {
    if (spell !== null) {
      const untilMs = endOf(recent, from, operators)
      if (untilMs <= atMs) {
        ended.push({ ...spell, untilMs })
        spell = null
      }
    }
    while (from < recent.length && recent[from]!.atMs + floodLimits.windowMs <= atMs) from += 1
  }

  for (const raise of raises) {
    // A clock that was put back does not put the flood back.
    clockMs = Math.max(clockMs, raise.atMs)
    passTo(clockMs)
    recent.push({ id: raise.id, atMs: clockMs })
    const count = recent.length - from
    if (spell !== null) spell = { ...spell, last: raise.id, alerts: spell.alerts + 1, peak: Math.max(spell.peak, count) }
    else if (count > floodLimits.entersAbove * operators)
      spell = { fromMs: clockMs, untilMs: null, first: raise.id, last: raise.id, alerts: count, peak: count }
  }
  passTo(Math.max(clockMs, nowMs))
  return { state: { recent: recent.slice(from), spell }, ended }
}

/** When a flood ends if nothing more comes: the moment at which fewer than the limit are in the window. */
function endOf(recent: readonly Raise[], from: number, operators: number): number {
  const last = recent.length - floodLimits.leavesBelow * operators
  return last < from ? -Infinity : recent[last]!.atMs + floodLimits.windowMs
}

/** When the state changes by itself (a flood ends, an alert stops counting); null when it will not. */
export function nextFloodChangeMs({ recent }: FloodState): number | null {
  const first = recent[0]
  return first === undefined ? null : first.atMs + floodLimits.windowMs
}
