import type { Fact, FactType } from '#shared/contract/fact'
import type { StationPush } from '#shared/contract/stationPort'
import { useAlertFiguresStore } from '#features/alertFigures'
import { useAlertsStore } from '#features/alerts'
import { useAttachmentsStore } from '#features/attachments'
import { useDocumentsStore } from '#features/documents'
import { useHistoryStore } from '#features/history'
import { useAlertRateStore } from '#features/indicators'
import { useLinkDetailsStore } from '#features/link'
import { useReplayStore } from '#features/replay'
import { usePositionsStore } from '#session/positionsStore'
import { useRoomStore } from '#session/roomStore'

/** Where the facts of each type go. One entry a type: a new fact without one does not compile. */
const routes: Record<FactType, Stop> = {
  'alert.raised': 'alerts',
  'alert.updated': 'alerts',
  'alert.cleared': 'alerts',
  'alert.acknowledged': 'alerts',
  'alert.assigned': 'alerts',
  'alert.closed': 'alerts',
  'alert.amended': 'alerts',
  'alert.noted': 'alerts',
  'alert.shelved': 'alerts',
  'alert.unshelved': 'alerts',
  'alert.suppressed': 'alerts',
  'alert.unsuppressed': 'alerts',
  'alert.taken-out-of-service': 'alerts',
  'alert.returned-to-service': 'alerts',
  'alert.escalated': 'alerts',
  'alert.reopened': 'alerts',
  'alert.seen': 'alerts',
  'reading.recorded': 'room',
  'drill.started': 'room',
  'drill.ended': 'room',
  'connector.reported': 'room',
  'viewpoint.saved': 'room',
  'viewpoint.removed': 'room',
  'alert-types.shipped': 'room',
  'alert-type.proposed': 'room',
  'alert-type.approved': 'room',
  'alert-type.rejected': 'room',
  'wall.drawn': 'room',
  'wall.shown': 'room',
  'wall.returned': 'room',
  'wall.controlled': 'room',
  'scene.saved': 'room',
  'scene.removed': 'room',
  'wall-rules.saved': 'room',
  'threat.set': 'room',
  'threat-levels.saved': 'room',
}
type Stop = 'alerts' | 'room'

/** Hands what the station pushes to the stores that fold it: each store once per batch, facts in log order. */
export function routePush(push: StationPush): void {
  if (push.kind === 'state') {
    useRoomStore().replace(push.room)
    useAlertsStore().replace(push.alerts, push.totalAlerts)
    useAlertFiguresStore().restart()
  } else if (push.kind === 'found' || push.kind === 'history') {
    useHistoryStore().take(push)
    if (push.kind === 'found') {
      useReplayStore().take(push)
      useAlertRateStore().take(push)
    }
  } else if (push.kind === 'positions') {
    usePositionsStore().apply(push.positions)
  } else if (push.kind === 'attached' || push.kind === 'content' || push.kind === 'saved' || push.kind === 'transfers') {
    useAttachmentsStore().take(push)
    useDocumentsStore().take(push)
  } else if (push.kind === 'alert-figures') {
    useAlertFiguresStore().take(push)
  } else if (push.kind === 'link-details') {
    useLinkDetailsStore().take(push)
  } else if (push.kind === 'facts') {
    const batches: Record<Stop, Fact[]> = { alerts: [], room: [] }
    for (const fact of push.facts) batches[routes[fact.type]].push(fact)
    if (batches.room.length > 0) useRoomStore().apply(batches.room)
    if (batches.alerts.length > 0) {
      useAlertsStore().apply(batches.alerts)
      useAlertFiguresStore().apply(batches.alerts)
    }
  }
}
