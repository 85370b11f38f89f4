import type { AlertType } from '#shared/contract/alertType'

/** A type of alert as text boxes hold it: minutes for durations, one line an event, empty for none. */
export type AlertTypeDraft = Record<DraftField, string>
export type DraftField =
  | `${'name' | 'cause' | 'consequence' | 'action' | 'owner'}${'Vi' | 'En'}`
  | 'events'
  | 'consequenceGrade'
  | 'respondMinutes'
  | 'shelvingMinutes'
  | 'unseenMinutes'
  | 'unacknowledgedMinutes'
  | 'deadBandValue'
  | 'deadBandUnit'
  | 'onDelayMinutes'
  | 'offDelayMinutes'
  | 'suppressedBy'
  | 'suppressionWithinM'
  | 'playbook'
  | 'cameraIds'

/** In the order of the page; `lines` is how high the box is. */
export const draftFields: readonly { field: DraftField; lines: number }[] = [
  { field: 'nameVi', lines: 1 },
  { field: 'nameEn', lines: 1 },
  { field: 'causeVi', lines: 2 },
  { field: 'causeEn', lines: 2 },
  { field: 'consequenceVi', lines: 2 },
  { field: 'consequenceEn', lines: 2 },
  { field: 'actionVi', lines: 3 },
  { field: 'actionEn', lines: 3 },
  { field: 'ownerVi', lines: 1 },
  { field: 'ownerEn', lines: 1 },
  { field: 'consequenceGrade', lines: 1 },
  { field: 'respondMinutes', lines: 1 },
  { field: 'shelvingMinutes', lines: 1 },
  { field: 'unseenMinutes', lines: 1 },
  { field: 'unacknowledgedMinutes', lines: 1 },
  { field: 'deadBandValue', lines: 1 },
  { field: 'deadBandUnit', lines: 1 },
  { field: 'onDelayMinutes', lines: 1 },
  { field: 'offDelayMinutes', lines: 1 },
  { field: 'suppressedBy', lines: 1 },
  { field: 'suppressionWithinM', lines: 1 },
  { field: 'playbook', lines: 1 },
  { field: 'cameraIds', lines: 1 },
  { field: 'events', lines: 4 },
]

const minuteMs = 60_000
const minutes = (ms: number): string => String(ms / minuteMs)

/** The boxes of a type as it stands. */
export function draftOf(type: AlertType): AlertTypeDraft {
  const { name, cause, consequence, action, owner, escalation, deadBand, suppression } = type
  return {
    nameVi: name.vi,
    nameEn: name.en,
    causeVi: cause.vi,
    causeEn: cause.en,
    consequenceVi: consequence.vi,
    consequenceEn: consequence.en,
    actionVi: action.vi,
    actionEn: action.en,
    ownerVi: owner.vi,
    ownerEn: owner.en,
    events: type.matches.events.join('\n'),
    consequenceGrade: type.consequenceGrade,
    respondMinutes: minutes(type.timeToRespondMs),
    shelvingMinutes: minutes(type.shelvingLimitMs),
    unseenMinutes: escalation.unseenAfterMs === null ? '' : minutes(escalation.unseenAfterMs),
    unacknowledgedMinutes: escalation.unacknowledgedAfterMs === null ? '' : minutes(escalation.unacknowledgedAfterMs),
    deadBandValue: deadBand === null ? '' : String(deadBand.value),
    deadBandUnit: deadBand?.unit ?? '',
    onDelayMinutes: minutes(type.onDelayMs),
    offDelayMinutes: minutes(type.offDelayMs),
    suppressedBy: suppression?.whileTypeIds.join(', ') ?? '',
    suppressionWithinM: suppression?.withinM == null ? '' : String(suppression.withinM),
    playbook: type.playbook ?? '',
    cameraIds: type.cameraIds.join(', '),
  }
}

/** The type that the boxes ask for, or the first box that says nothing usable. `known` are the ids of all types. */
export function typeOf(draft: AlertTypeDraft, before: AlertType, known: readonly string[]): AlertType | { invalid: DraftField } {
  const needed: DraftField[] = [
    'nameVi',
    'nameEn',
    'causeVi',
    'causeEn',
    'consequenceVi',
    'consequenceEn',
    'actionVi',
    'actionEn',
    'ownerVi',
    'ownerEn',
  ]
  const empty = needed.find((field) => draft[field].trim() === '')
  if (empty !== undefined) return { invalid: empty }
  const said = (field: 'name' | 'cause' | 'consequence' | 'action' | 'owner') => ({
    vi: draft[`${field}Vi`].trim(),
    en: draft[`${field}En`].trim(),
  })
  const numbers: Partial<Record<DraftField, number | null>> = {}
  for (const [field, least, mayBeEmpty] of numberFields) {
    const value = draft[field].trim() === '' ? null : Number(draft[field].trim().replace(',', '.'))
    if (value === null ? !mayBeEmpty : !Number.isFinite(value) || value < least || value > mostMinutes) return { invalid: field }
    numbers[field] = value
  }
  const ms = (field: DraftField): number => Math.round((numbers[field] ?? 0) * minuteMs)
  const msOrNull = (field: DraftField): number | null => (numbers[field] == null ? null : ms(field))
  const whileTypeIds = listOf(draft.suppressedBy, ',')
  if (whileTypeIds.length > 10 || whileTypeIds.some((id) => !known.includes(id) || id === before.id)) return { invalid: 'suppressedBy' }
  const unit = draft.deadBandUnit.trim()
  if (numbers['deadBandValue'] != null && unit === '') return { invalid: 'deadBandUnit' }
  const grade = grades.find((each) => each === draft.consequenceGrade)
  if (grade === undefined) return { invalid: 'consequenceGrade' }
  const events = listOf(draft.events, '\n')
  const { connectors, categories, levels } = before.matches
  if (events.length > 30 || events.length + connectors.length + categories.length + levels.length === 0) return { invalid: 'events' }
  const cameraIds = listOf(draft.cameraIds, ',')
  if (cameraIds.length > 20) return { invalid: 'cameraIds' }
  return {
    ...before,
    name: said('name'),
    matches: { ...before.matches, events },
    cause: said('cause'),
    consequence: said('consequence'),
    action: said('action'),
    owner: said('owner'),
    consequenceGrade: grade,
    timeToRespondMs: ms('respondMinutes'),
    deadBand: numbers['deadBandValue'] == null ? null : { value: numbers['deadBandValue'], unit },
    onDelayMs: ms('onDelayMinutes'),
    offDelayMs: ms('offDelayMinutes'),
    shelvingLimitMs: ms('shelvingMinutes'),
    suppression: whileTypeIds.length === 0 ? null : { whileTypeIds, withinM: numbers['suppressionWithinM'] ?? null },
    escalation: { unseenAfterMs: msOrNull('unseenMinutes'), unacknowledgedAfterMs: msOrNull('unacknowledgedMinutes') },
    playbook: draft.playbook.trim() === '' ? null : draft.playbook.trim(),
    cameraIds,
  }
}

/** What is different between two types, box by box, in the order of the page. */
export function changesBetween(before: AlertType | undefined, after: AlertType): { field: DraftField; before: string; after: string }[] {
  const now = draftOf(after)
  const then = before === undefined ? undefined : draftOf(before)
  return draftFields.flatMap(({ field }) =>
    then?.[field] === now[field] ? [] : [{ field, before: then?.[field] ?? '', after: now[field] }],
  )
}

/** Written out rather than taken from the contract, which would bring every schema into the window. */
export const grades = ['severe', 'major', 'moderate', 'minor'] as const

/** 30 days. */
const mostMinutes = 43_200
const numberFields: readonly (readonly [DraftField, number, boolean])[] = [
  ['respondMinutes', 1, false],
  ['shelvingMinutes', 0, false],
  ['unseenMinutes', 1, true],
  ['unacknowledgedMinutes', 1, true],
  ['deadBandValue', 0, true],
  ['onDelayMinutes', 0, false],
  ['offDelayMinutes', 0, false],
  ['suppressionWithinM', 1, true],
]

function listOf(text: string, by: ',' | '\n'): string[] {
  return text
    .split(by)
    .map((each) => each.trim())
    .filter(Boolean)
}
