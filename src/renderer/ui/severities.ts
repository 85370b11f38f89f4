import type { Severity } from '#shared/contract/alert'

/** The four severities, highest first, for lists on the screen. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low']
