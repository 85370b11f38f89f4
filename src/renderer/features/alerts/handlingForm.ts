import type { AlertState, Correction, Disposition, Severity } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import { sourceAlertOf } from '#shared/domain/alertAmendment'
import { isAsking, isOver } from '#shared/domain/alertStanding'

/** What a person can do with an alert by filling in something. */
export type FormName = 'assign' | 'close' | 'amend' | 'note' | 'acknowledgeWith' | 'shelve' | 'escalate' | 'outOfService' | 'reopen'

/** Whether it can be done with this alert: a note always, most while the alert is open, reopening where there is something to take back. */
export function canHandle(form: FormName, state: AlertState): boolean {
  if (form === 'note') return true
  if (isOver(state)) return false
  if (form === 'reopen') return state.closed !== undefined || state.acknowledged !== null
  if (state.closed !== undefined) return false
  if (form === 'acknowledgeWith') return state.acknowledged === null
  if (form === 'shelve') return state.shelved !== undefined || state.cleared === null
  return form === 'outOfService' ? state.outOfService !== undefined || state.cleared === null : true
}

/** What a form is skipped for: bringing an alert back needs no reason. Undefined where the form is asked first. */
export function askedAtOnce(form: FormName, { alert, version, shelved, outOfService }: AlertState): AnyRequest | undefined {
  const input = { id: alert.id, expectedVersion: version, reason: '' }
  if (form === 'shelve' && shelved !== undefined) return { type: 'alert.unshelve', input }
  return form === 'outOfService' && outOfService !== undefined ? { type: 'alert.return-to-service', input } : undefined
}

/** The request that acknowledges an alert; what is empty is left out. */
export function acknowledgement({ alert, version }: AlertState, disposition: Disposition | '' = '', next = ''): AnyRequest {
  const promised = next.trim()
  const said = { ...(disposition !== '' && { disposition }), ...(promised !== '' && { next: promised }) }
  return { type: 'alert.acknowledge', input: { id: alert.id, expectedVersion: version, note: '', ...said } }
}

/** The request that puts an alert on the shelf until then (epoch milliseconds). */
export function shelving({ alert, version }: AlertState, untilMs: number, reason: string): AnyRequest {
  return { type: 'alert.shelve', input: { id: alert.id, expectedVersion: version, untilMs, reason: reason.trim() } }
}

/** How long an alert can be shelved, in minutes, shortest first: the usual lengths within the limit, and the limit itself. */
export function shelfMinutes(limitMs: number): number[] {
  const limit = Math.floor(limitMs / 60_000)
  return [...new Set([...[5, 15, 30, 60, 120, 240, 480].filter((minutes) => minutes < limit), limit])].filter((minutes) => minutes > 0)
}

/** How long an alert is open on a desk before it counts as seen, in milliseconds. */
export const readingTimeMs = 2_000

/** Whether this station has still to say that it has looked: the alert asks for something, and it has not seen what it says now. */
export function needsLook(state: AlertState, selfId: string): boolean {
  if (!isAsking(state)) return false
  return !(state.seen ?? []).some(({ byId, version }) => byId === selfId && version >= state.contentVersion)
}

/** The request that gives a reason for what is done. */
export function reasoned(what: 'outOfService' | 'escalate' | 'reopen', { alert, version }: AlertState, reason: string): AnyRequest {
  const input = { id: alert.id, expectedVersion: version, reason }
  const types = { outOfService: 'alert.take-out-of-service', escalate: 'alert.escalate', reopen: 'alert.reopen' } as const
  return { type: types[what], input }
}

/** Written out rather than taken from the contract, which would bring every schema into the window. */
export const dispositions: readonly Disposition[] = ['relevant', 'no-impact', 'duplicate', 'false', 'test']

/** What stands in the boxes of a correction; an empty box means: as the source says. */
export type CorrectionBoxes = { severity: Severity | ''; headline: string; areaDescription: string }

/** The boxes as they stand when somebody begins to correct: with the correction that is in force. */
export function boxesOf({ amended }: AlertState): CorrectionBoxes {
  const { severity = null, headline = null, areaDescription = null } = amended?.correction ?? {}
  return { severity: severity ?? '', headline: headline ?? '', areaDescription: areaDescription ?? '' }
}

/** The correction that the boxes ask for. What is filled in as the source says it corrects nothing. */
export function correctionOf(boxes: CorrectionBoxes, state: AlertState): Correction {
  const source = sourceAlertOf(state)
  const different = (text: string, said: string): string | null => (text.trim() === '' || text.trim() === said ? null : text.trim())
  return {
    severity: boxes.severity === '' || boxes.severity === source.severity ? null : boxes.severity,
    headline: different(boxes.headline, source.texts[0]?.headline ?? ''),
    areaDescription: different(boxes.areaDescription, source.areas.map(({ description }) => description).join(' · ')),
  }
}

/** The request that assigns an alert to somebody, or with null to nobody. */
export function assignment({ alert, version }: AlertState, to: { id: string | null; name: string } | null): AnyRequest {
  return { type: 'alert.assign', input: { id: alert.id, expectedVersion: version, to } }
}

/** Who has acknowledged, handled or noted something of these alerts, without oneself, by name: whom to assign to. */
export function peopleIn(states: readonly AlertState[], self: string | undefined): string[] {
  const names = new Set<string>()
  for (const { acknowledged, assigned, notes } of states) {
    for (const name of [acknowledged?.by, assigned?.to.name, assigned?.by, notes?.latest.by]) if (name !== undefined) names.add(name)
  }
  if (self !== undefined) names.delete(self)
  return [...names].toSorted((one, other) => one.localeCompare(other, 'vi'))
}
