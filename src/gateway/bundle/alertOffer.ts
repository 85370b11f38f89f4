import { isDeepStrictEqual } from 'node:util'
import type { Alert, AlertState } from '#shared/contract/alert'
import type { AlertVersion, BundleConflict } from '#shared/contract/bundle'
import type { Fact } from '#shared/contract/fact'
import { sourceAlertOf } from '#shared/domain/alertAmendment'
import { applyAlertFact, alertIdOf } from '#shared/domain/alertLifecycle'
import type { Observation } from '../connectors/connector'
import type { RoomModel } from '../roomModel'

/** An alert of another post, with the keys of all messages it was made of there. */
export type ForeignAlert = { state: AlertState; keys: string[] }

/** What another post's alert means here. At most one of observation and conflict is missing; both are for a duplicate or what is over. */
export type AlertOffer = {
  kind: 'raise' | 'update' | 'cancel' | 'duplicate' | 'over'
  observation: Observation | null
  conflict: BundleConflict | null
}

/** What has become of every alert of another log, as far as its facts are held here. */
export function foldForeignAlerts(facts: Iterable<Fact>): Map<string, ForeignAlert> {
  const alerts = new Map<string, ForeignAlert>()
  for (const fact of facts) {
    const id = alertIdOf(fact)
    if (id === undefined) continue
    const before = alerts.get(id)
    // A bundle may begin in the middle of an alert's life; an update says all of it.
    const told = before === undefined && fact.type === 'alert.updated' ? { ...fact, type: 'alert.raised' as const } : fact
    const state = applyAlertFact(before?.state, told)
    if (state === undefined) continue
    const { key } = state.alert.source
    const keys = before?.keys ?? []
    alerts.set(id, { state, keys: keys.includes(key) ? keys : [...keys, key] })
  }
  return alerts
}

/**
 * Decides what to offer to the authority of this post. What goes on at the other post is raised here under its own source key, or
 * updates what is known; what was called off there is called off here; what is over there and unknown here stays on the shelf.
 * An older version never replaces a newer one. A drill stays a drill. Nobody's acknowledgement is taken over.
 */
export function offerAlert(foreign: ForeignAlert, local: Pick<RoomModel, 'alerts' | 'alertByKey'>): AlertOffer {
  const there = foreign.state
  const here = counterpartOf(foreign, local)
  if (here === undefined) {
    if (there.cleared !== null) return { kind: 'over', observation: null, conflict: null }
    return { kind: 'raise', observation: { kind: 'alert', alert: sourceAlertOf(there), drill: there.drill }, conflict: null }
  }
  const sameMessage = here.alert.source.key === there.alert.source.key
  const newer = !sameMessage && there.alert.source.sentAtMs > here.alert.source.sentAtMs
  const references = [referenceTo(here.alert)]
  if (newer && there.cleared === null) {
    return {
      kind: 'update',
      observation: { kind: 'update', alert: sourceAlertOf(there), references, drill: there.drill },
      conflict: conflictOf(here, there, ['acknowledged']),
    }
  }
  const calledOff = there.cleared !== null && there.cleared.reason !== 'expired' && there.cleared.reason !== 'drill-ended'
  if ((newer || sameMessage) && calledOff && here.cleared === null) {
    const observation = {
      kind: 'cancel' as const,
      // A name of its own: the alert's key stands for what raised it.
      key: `${there.alert.source.key} called off ${there.cleared?.atMs ?? 0}`,
      references,
      atMs: there.cleared?.atMs ?? there.updatedAtMs,
      drill: there.drill,
    }
    return { kind: 'cancel', observation, conflict: conflictOf(here, there, ['content', 'acknowledged']) }
  }
  return { kind: 'duplicate', observation: null, conflict: conflictOf(here, there, ['content', 'acknowledged', 'cleared']) }
}

function counterpartOf(foreign: ForeignAlert, local: Pick<RoomModel, 'alerts' | 'alertByKey'>): AlertState | undefined {
  for (const key of foreign.keys.toReversed()) {
    const known = local.alertByKey(key)
    if (known !== undefined) return known
  }
  return local.alerts.get(foreign.state.alert.id)
}

function referenceTo({ source }: Alert): { sender: string; identifier: string; sentAtMs: number } {
  return { sender: source.sender, identifier: source.identifier, sentAtMs: source.sentAtMs }
}

type Difference = Extract<BundleConflict, { kind: 'alert' }>['differs'][number]

function conflictOf(here: AlertState, there: AlertState, among: Difference[]): BundleConflict | null {
  const differing: Record<Difference, boolean> = {
    content: !isDeepStrictEqual(contentOf(sourceAlertOf(here)), contentOf(sourceAlertOf(there))),
    acknowledged: !isDeepStrictEqual(whoAndWhen(here), whoAndWhen(there)),
    cleared: here.cleared?.reason !== there.cleared?.reason,
  }
  const differs = among.filter((difference) => differing[difference])
  if (differs.length === 0) return null
  return { kind: 'alert', id: here.alert.id, differs, here: versionOf(here), there: versionOf(there) }
}

/** What the source said, without the traces of the way it came. */
function contentOf(alert: Alert): object {
  const { receivedAtMs: _receivedAtMs, ...source } = alert.source
  return { ...alert, id: '', source }
}

function whoAndWhen({ acknowledged }: AlertState): AlertVersion['acknowledged'] {
  return acknowledged && { atMs: acknowledged.atMs, by: acknowledged.by }
}

function versionOf(state: AlertState): AlertVersion {
  return {
    severity: state.alert.severity,
    headline: state.alert.texts[0]?.headline ?? '',
    sentAtMs: state.alert.source.sentAtMs,
    acknowledged: whoAndWhen(state),
    cleared: state.cleared,
  }
}
