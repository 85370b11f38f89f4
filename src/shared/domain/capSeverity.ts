import type { z } from 'zod'
import type { capCertainty, capSeverity, capUrgency, Severity } from '#shared/contract/alert'

type CapSeverity = z.infer<typeof capSeverity>
type CapUrgency = z.infer<typeof capUrgency>
type CapCertainty = z.infer<typeof capCertainty>

/** CAP's three judgements about one hazard. */
export type CapJudgement = { capSeverity: CapSeverity; urgency: CapUrgency; certainty: CapCertainty }

const steps: readonly Severity[] = ['low', 'medium', 'high', 'critical']

// An unknown severity stands for "nobody has judged it yet", which is no reason to look away: it counts as moderate.
const stepOfSeverity: Record<CapSeverity, number> = { Extreme: 3, Severe: 2, Moderate: 1, Minor: 0, Unknown: 1 }

// "Past" lowers by one step only: seismic centres send every earthquake as past, and a severe one still asks for a response.
const shiftOfUrgency: Record<CapUrgency, number> = { Immediate: 1, Expected: 0, Future: -1, Past: -1, Unknown: 0 }

const shiftOfCertainty: Record<CapCertainty, number> = { Observed: 0, Likely: 0, Possible: -1, Unlikely: -3, Unknown: 0 }

/**
 * The room's severity for what a CAP message judges: CAP severity gives the step (Extreme critical, Severe high, Moderate and
 * Unknown medium, Minor low), Immediate raises it by one when the event is observed or likely, Future and Past lower it by one,
 * Possible lowers it by one, Unlikely makes it low.
 */
export function severityOf({ capSeverity, urgency, certainty }: CapJudgement): Severity {
  const sure = certainty === 'Observed' || certainty === 'Likely'
  const urgencyShift = urgency === 'Immediate' && !sure ? 0 : shiftOfUrgency[urgency]
  const step = stepOfSeverity[capSeverity] + urgencyShift + shiftOfCertainty[certainty]
  return steps[Math.max(0, Math.min(3, step))] ?? 'low'
}
