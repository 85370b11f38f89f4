import type { Drill } from '#shared/contract/room'

/** The periods that figures are shown for: reality's of a day or of the thirty days that the standards ask for, or an exercise's. */
export const figuresPeriods = ['day', 'month', 'drill'] as const
export type FiguresPeriod = (typeof figuresPeriods)[number]

const dayMs = 86_400_000

/** From when until when a period is; without an exercise that of the day. Epoch milliseconds, by the exercise's clock for an exercise. */
export function periodOf(period: FiguresPeriod, nowMs: number, drill: Drill | null): { fromMs: number; untilMs: number } {
  if (period === 'drill' && drill !== null) return { fromMs: drill.simulatedFromMs, untilMs: drill.simulatedUntilMs }
  return { fromMs: nowMs - (period === 'month' ? 30 : 1) * dayMs, untilMs: nowMs }
}
