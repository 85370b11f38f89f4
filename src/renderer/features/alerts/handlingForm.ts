import type { AlertState, Correction, Disposition, Severity } from '#shared/contract/alert'
import type { AnyRequest } from '#shared/contract/feed'
import { sourceAlertOf } from '#shared/domain/alertAmendment'
import { isOver } from '#shared/domain/alertLifecycle'

/** What a person can do with an alert by filling in something. */
export type FormName = 'assign' | 'close' | 'amend' | 'note'

/** Whether it can be done with this alert: a note always, the rest while the alert is open. */
export function canHandle(form: FormName, state: AlertState): boolean {
  return form === 'note' || (state.closed === undefined && !isOver(state))
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
