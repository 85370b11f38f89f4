import { buildCap, capTime } from '../../test/builders/capBuilder.ts'

/** A critical alert with a headline of its own, and the message that takes it back. */
export function capMessage(run: number): { headline: string; alert: string; cancel: string } {
  const sentAtMs = Date.now()
  const identifier = `bench-wall-${run}`
  const headline = `Cháy lớn số ${run} tại chợ Đông Hà`
  const common = {
    headline,
    severity: 'Extreme',
    urgency: 'Immediate',
    circle: `${16.8 + (run % 50) / 1_000},${107.06 + (run % 70) / 1_000} 0.2`,
  }
  return {
    headline,
    alert: buildCap({ ...common, identifier, sentAtMs }),
    cancel: buildCap({
      ...common,
      identifier: `${identifier}-end`,
      msgType: 'Cancel',
      sentAtMs: sentAtMs + 1_000,
      references: `test@example.invalid,${identifier},${capTime(sentAtMs)}`,
    }),
  }
}
