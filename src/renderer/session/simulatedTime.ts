import type { Drill } from '#shared/contract/room'

/** The time it is in a scenario when the wall clock says `nowMs`; it stands still at the scenario's end. */
export function simulatedTimeMs(drill: Drill, nowMs: number): number {
  const passedMs = Math.max(0, nowMs - drill.startedAtMs) * drill.speed
  return Math.min(drill.simulatedFromMs + passedMs, drill.simulatedUntilMs)
}
