import type { AlertArea, Severity } from '#shared/contract/alert'
import type { GeoPoint } from '#shared/contract/geo'
import { severityRank } from '#shared/domain/severityRank'

/** An alert as the city shows it. Without a place it has no mark, only its areas. */
export type AlertMark = {
  id: string
  severity: Severity
  title: string
  place: GeoPoint | null
  areas: AlertArea[]
  acknowledged: boolean
  cleared: boolean
  drill: boolean
  /** Who has it in hand; absent for nobody. */
  owner?: string
}

/** A river gauge as the city shows it; `level` counts the warning levels reached (0 none, 1 BĐ1, ...). */
export type GaugeMark = { id: string; name: string; place: GeoPoint; valueText: string; level: number; stale: boolean; drill: boolean }

/** Whether a mark pulses: only a critical alert that goes on and that nobody has acknowledged. */
export function isPressing(mark: AlertMark): boolean {
  return mark.severity === 'critical' && !mark.acknowledged && !mark.cleared
}

/** The order in which marks matter: selected, then pressing, going on before cleared, severity, unacknowledged, id. */
export function compareMarks(a: AlertMark, b: AlertMark, selectedId: string | null): number {
  return (
    Number(b.id === selectedId) - Number(a.id === selectedId) ||
    Number(isPressing(b)) - Number(isPressing(a)) ||
    Number(a.cleared) - Number(b.cleared) ||
    severityRank[a.severity] - severityRank[b.severity] ||
    Number(a.acknowledged) - Number(b.acknowledged) ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  )
}
