import type { Alert, AlertState, Severity } from '#shared/contract/alert'
import type { AlertType, AlertTypesState } from '#shared/contract/alertType'
import type { GeoPoint } from '#shared/contract/geo'
import { isChatter, sourceOf } from './alertSource'
import { alertTypeOf } from './alertTypes'
import { foldText } from './foldText'
import { cellOf, cellsAround, distanceBetweenM } from './placeGrid'
import { severityRank } from './severityRank'

/** Within what two alerts belong together. A room that finds them wrong changes them here, and nothing else. */
export const groupLimits = {
  /** Two senders tell of the same thing. */
  duplicateM: 150,
  duplicateMs: 600_000,
  /** Something small beside something that matters. */
  nearM: 400,
  /** How long before and after its parent an alert may come. */
  beforeParentMs: 300_000,
  afterParentMs: 1_800_000,
  /** So many of one kind stand in one line. */
  sameKind: 3,
} as const

/** Why an alert stands under another. Distances in metres, times in milliseconds after the parent (negative: before). */
export type FoldReason =
  | { rule: 'repeat'; chattering: boolean }
  | { rule: 'duplicate'; distanceM: number; afterMs: number }
  /** The table of alert types says that this kind needs no response of its own while the parent's kind goes on. */
  | { rule: 'consequence'; distanceM: number | null; afterMs: number }
  | { rule: 'area'; afterMs: number }
  | { rule: 'near'; distanceM: number; afterMs: number }
  | { rule: 'same-kind' }

export type FoldedAlert = { state: AlertState; why: FoldReason }
/** One line of the queue: the alert that stands for it, and those under it in the order in which they came. */
export type AlertGroup = {
  head: AlertState
  folded: readonly FoldedAlert[]
  /** The gravest of all in it, so that nothing grave is out of sight. */
  severity: Severity
  unacknowledged: number
}

/** Whether an alert asks for a response of its own whatever else goes on. */
export function matters(alert: Pick<Alert, 'severity'>): boolean {
  return alert.severity === 'critical' || alert.severity === 'high'
}

/**
 * The queue as groups, what matters most first. Each alert is in exactly one group. What matters is folded only where it says the same as
 * another (repeat, duplicate); the rest may also stand under what explains it: a cause that the table of types names, an area it lies in,
 * something that matters beside it, or its own kind. Drills and reality never share a group.
 */
export function groupAlerts(queue: readonly AlertState[], types: AlertTypesState | undefined): AlertGroup[] {
  const ordered = queue.toSorted((a, b) => a.raisedSeq - b.raisedSeq || (a.alert.id < b.alert.id ? -1 : 1))
  const under = new Map<AlertState, FoldedAlert[]>()
  const parentOf = new Map<AlertState, { parent: AlertState; why: FoldReason }>()
  const headOf = (state: AlertState): AlertState => {
    let head = state
    for (let next = parentOf.get(head); next !== undefined; next = parentOf.get(head)) head = next.parent
    return head
  }
  // Two kinds may explain each other in the table of types: the first that is folded stays under the other.
  const fold: Fold = (state, parent, why) => {
    if (headOf(parent) === state) return false
    parentOf.set(state, { parent, why })
    return true
  }

  const once = foldRepeats(ordered, fold)
  const distinct = foldDuplicates(once, fold)
  const rest = foldUnderParents(distinct, types, fold)
  foldKinds(rest, fold)

  for (const state of ordered) {
    const direct = parentOf.get(state)
    if (direct === undefined) continue
    // A repeat of a duplicate stands beside it, under the same head.
    const parent = headOf(direct.parent)
    const members = under.get(parent)
    if (members === undefined) under.set(parent, [{ state, why: direct.why }])
    else members.push({ state, why: direct.why })
  }
  return ordered
    .filter((state) => !parentOf.has(state))
    .map((head) => groupOf(head, under.get(head) ?? []))
    .toSorted(compareGroups)
}

type Fold = (state: AlertState, parent: AlertState, why: FoldReason) => boolean

function groupOf(head: AlertState, folded: readonly FoldedAlert[]): AlertGroup {
  let { severity } = head.alert
  let unacknowledged = head.acknowledged === null ? 1 : 0
  for (const { state } of folded) {
    if (severityRank[state.alert.severity] < severityRank[severity]) severity = state.alert.severity
    if (state.acknowledged === null) unacknowledged += 1
  }
  return { head, folded, severity, unacknowledged }
}

function compareGroups(a: AlertGroup, b: AlertGroup): number {
  return (
    Number(a.unacknowledged === 0) - Number(b.unacknowledged === 0) ||
    severityRank[a.severity] - severityRank[b.severity] ||
    b.folded.length - a.folded.length ||
    a.head.raisedSeq - b.head.raisedSeq ||
    (a.head.alert.id < b.head.alert.id ? -1 : 1)
  )
}

/** What one source says of one thing, again and again: all under the first. */
function foldRepeats(ordered: readonly AlertState[], fold: Fold): AlertState[] {
  const bySource = new Map<string, AlertState[]>()
  const first: AlertState[] = []
  for (const state of ordered) {
    const key = `${worldOf(state)}|${namesOf(state.alert).source}`
    const series = bySource.get(key)
    if (series === undefined) {
      bySource.set(key, [state])
      first.push(state)
    } else series.push(state)
  }
  for (const series of bySource.values()) {
    if (series.length < 2) continue
    const chattering = isChatter(series.map(({ raisedAtMs }) => raisedAtMs))
    for (const state of series.slice(1)) fold(state, series[0]!, { rule: 'repeat', chattering })
  }
  return first
}

/** What different sources say of the same thing at the same place and time: all under the first. */
function foldDuplicates(ordered: readonly AlertState[], fold: Fold): AlertState[] {
  const { duplicateM, duplicateMs } = groupLimits
  const byKindAndCell = new Map<string, AlertState[]>()
  return ordered.filter((state) => {
    const { place } = state.alert
    if (place === null) return true
    const kind = `${worldOf(state)}|${eventOf(state.alert)}`
    for (const cell of cellsAround(place, duplicateM)) {
      for (const other of byKindAndCell.get(`${kind}|${cell}`) ?? []) {
        const afterMs = state.raisedAtMs - other.raisedAtMs
        const distanceM = distanceBetweenM(place, other.alert.place!)
        if (afterMs > duplicateMs || afterMs < 0 || distanceM > duplicateM) continue
        fold(state, other, { rule: 'duplicate', distanceM, afterMs })
        return false
      }
    }
    push(byKindAndCell, `${kind}|${cellOf(place, duplicateM)}`, state)
    return true
  })
}

/** What something else explains: the cause of its kind first, then an area it lies in, then something that matters beside it. */
function foldUnderParents(ordered: readonly AlertState[], types: AlertTypesState | undefined, fold: Fold): AlertState[] {
  const typeOf = typeFinder(types)
  const byType = new Map<string, AlertState[]>()
  const areas: AlertState[] = []
  const byCell = new Map<string, AlertState[]>()
  for (const state of ordered) {
    const type = typeOf(state.alert)
    if (type !== undefined) push(byType, `${worldOf(state)}|${type.id}`, state)
    if (!matters(state.alert)) continue
    if (hasArea(state.alert)) areas.push(state)
    const { place } = state.alert
    if (place !== null) push(byCell, `${worldOf(state)}|${cellOf(place, groupLimits.nearM)}`, state)
  }
  return ordered.filter((state) => {
    if (matters(state.alert)) return true
    const found =
      causeOf(state, typeOf(state.alert)?.suppression ?? null, byType) ?? areaAround(state, areas) ?? matterBeside(state, byCell)
    return found === undefined || !fold(state, found.parent, found.why)
  })
}

type Parent = { parent: AlertState; why: FoldReason } | undefined

function causeOf(state: AlertState, suppression: AlertType['suppression'], byType: ReadonlyMap<string, AlertState[]>): Parent {
  if (suppression === null) return undefined
  for (const typeId of suppression.whileTypeIds) {
    for (const parent of byType.get(`${worldOf(state)}|${typeId}`) ?? []) {
      if (parent === state || !isInTime(state, parent)) continue
      const distanceM = apartM(state.alert, parent.alert)
      if (suppression.withinM !== null && (distanceM === null || distanceM > suppression.withinM)) continue
      return { parent, why: { rule: 'consequence', distanceM, afterMs: state.raisedAtMs - parent.raisedAtMs } }
    }
  }
  return undefined
}

function areaAround(state: AlertState, areas: readonly AlertState[]): Parent {
  const { place } = state.alert
  if (place === null) return undefined
  const parent = areas.find((each) => worldOf(each) === worldOf(state) && isInTime(state, each) && covers(each.alert, place))
  return parent && { parent, why: { rule: 'area', afterMs: state.raisedAtMs - parent.raisedAtMs } }
}

function matterBeside(state: AlertState, byCell: ReadonlyMap<string, AlertState[]>): Parent {
  const { place } = state.alert
  if (place === null) return undefined
  let nearest: Parent
  let leastM: number = groupLimits.nearM
  for (const cell of cellsAround(place, groupLimits.nearM)) {
    for (const parent of byCell.get(`${worldOf(state)}|${cell}`) ?? []) {
      const distanceM = distanceBetweenM(place, parent.alert.place!)
      if (distanceM > leastM || !isInTime(state, parent)) continue
      leastM = distanceM
      nearest = { parent, why: { rule: 'near', distanceM, afterMs: state.raisedAtMs - parent.raisedAtMs } }
    }
  }
  return nearest
}

/** What is left of one kind stands in one line, under the first of it. */
function foldKinds(rest: readonly AlertState[], fold: Fold): void {
  const byKind = new Map<string, AlertState[]>()
  for (const state of rest) if (!matters(state.alert)) push(byKind, `${worldOf(state)}|${eventOf(state.alert)}`, state)
  for (const kind of byKind.values()) {
    if (kind.length < groupLimits.sameKind) continue
    for (const state of kind.slice(1)) fold(state, kind[0]!, { rule: 'same-kind' })
  }
}

// A queue is grouped again and again while it grows: what an alert is called is worked out once.
const namesKnown = new WeakMap<Alert, { source: string; event: string }>()

function namesOf(alert: Alert): { source: string; event: string } {
  const known = namesKnown.get(alert)
  if (known !== undefined) return known
  const names = { source: sourceOf(alert), event: foldText(alert.texts[0]?.event ?? '').trim() }
  namesKnown.set(alert, names)
  return names
}

function eventOf(alert: Alert): string {
  return namesOf(alert).event
}

function worldOf(state: AlertState): string {
  return state.alert.drillId ?? ''
}

function isInTime(state: AlertState, parent: AlertState): boolean {
  const afterMs = state.raisedAtMs - parent.raisedAtMs
  return afterMs >= -groupLimits.beforeParentMs && afterMs <= groupLimits.afterParentMs
}

function apartM(one: Alert, other: Alert): number | null {
  if (one.place === null || other.place === null) return null
  return covers(other, one.place) ? 0 : distanceBetweenM(one.place, other.place)
}

function hasArea({ areas }: Alert): boolean {
  return areas.some(({ polygons, circles }) => polygons.length > 0 || circles.some(({ radiusM }) => radiusM > 0))
}

function covers({ areas }: Alert, place: GeoPoint): boolean {
  return areas.some(
    ({ polygons, circles }) =>
      circles.some(({ centre, radiusM }) => distanceBetweenM(centre, place) <= radiusM) || polygons.some((ring) => isInside(ring, place)),
  )
}

/** Even-odd rule; a city's areas never reach around the world. */
function isInside(ring: readonly (readonly [number, number])[], { lonDeg, latDeg }: GeoPoint): boolean {
  let inside = false
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [x, y] = ring[at]!
    const [xBefore, yBefore] = ring[before]!
    if (y > latDeg !== yBefore > latDeg && lonDeg < ((xBefore - x) * (latDeg - y)) / (yBefore - y) + x) inside = !inside
  }
  return inside
}

/** Kinds are few and alerts many: each event's type is looked up once. */
function typeFinder(types: AlertTypesState | undefined): (alert: Alert) => AlertType | undefined {
  const known = new Map<string, AlertType | undefined>()
  return (alert) => {
    const key = `${alert.source.connector}|${alert.category}|${alert.measure?.level ?? ''}|${alert.texts.map(({ event }) => event).join('|')}`
    if (!known.has(key)) known.set(key, alertTypeOf(alert, types))
    return known.get(key)
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
