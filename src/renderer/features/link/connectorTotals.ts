import type { ConnectorReport } from '#shared/contract/room'

/** What all connectors together have done since the gateway started. */
export type ConnectorTotals = { accepted: number; duplicates: number; rejected: number; failed: number }

/** Sums the reports; `failed` counts connectors that do not run. */
export function connectorTotals(reports: readonly ConnectorReport[]): ConnectorTotals {
  return reports.reduce(
    (sum, report) => ({
      accepted: sum.accepted + report.accepted,
      duplicates: sum.duplicates + report.duplicates,
      rejected: sum.rejected + report.rejected,
      failed: sum.failed + (report.state === 'failed' ? 1 : 0),
    }),
    { accepted: 0, duplicates: 0, rejected: 0, failed: 0 },
  )
}
