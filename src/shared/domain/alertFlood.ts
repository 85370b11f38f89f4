/**
 * When the room is flooded with alerts (ISA-18.2-2016, IEC 62682, EEMUA 191): more than `entersAbove` in `windowMs` for one operator, until
 * there are fewer than `leavesBelow`.
 */
export const floodLimits = { windowMs: 600_000, entersAbove: 10, leavesBelow: 5 } as const

/** An alert that was raised, as a flood counts it. */
export type Raise = { id: string; atMs: number }

/** One flood. `last` is the newest alert while it goes on, and the last that still counted when it ended; `peak` the most in one window. */
export type FloodSpell = { fromMs: number; untilMs: number | null; first: string; last: string; alerts: number; peak: number }

/** `recentMs` are the times of the alerts of the last window, oldest first. */
export type FloodState = { recentMs: number[]; spell: FloodSpell | null }

export const noFlood: FloodState = { recentMs: [], spell: null }

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
  const recentMs = [...before.recentMs]
  const ended: FloodSpell[] = []
  let from = 0
  let spell = before.spell
  let clockMs = recentMs.at(-1) ?? -Infinity

  function passTo(atMs: number): void {
    if (spell !== null) {
      const untilMs = endOf(recentMs, from, operators)
      if (untilMs <= atMs) {
        ended.push({ ...spell, untilMs })
        spell = null
      }
    }
    while (from < recentMs.length && recentMs[from]! + floodLimits.windowMs <= atMs) from += 1
  }

  for (const raise of raises) {
    // A clock that was put back does not put the flood back.
    clockMs = Math.max(clockMs, raise.atMs)
    passTo(clockMs)
    recentMs.push(clockMs)
    const count = recentMs.length - from
    if (spell !== null) spell = { ...spell, last: raise.id, alerts: spell.alerts + 1, peak: Math.max(spell.peak, count) }
    else if (count > floodLimits.entersAbove * operators)
      spell = { fromMs: clockMs, untilMs: null, first: raise.id, last: raise.id, alerts: count, peak: count }
  }
  passTo(Math.max(clockMs, nowMs))
  return { state: { recentMs: recentMs.slice(from), spell }, ended }
}

/** When a flood ends if nothing more comes: the moment at which fewer than the limit are in the window. */
function endOf(recentMs: readonly number[], from: number, operators: number): number {
  const last = recentMs.length - floodLimits.leavesBelow * operators
  return last < from ? -Infinity : recentMs[last]! + floodLimits.windowMs
}
