/** The four severities, highest first, for lists on the screen. */
export { severities } from '#shared/domain/severityRank'
