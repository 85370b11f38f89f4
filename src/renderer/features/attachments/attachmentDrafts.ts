import type { AttachmentReference } from '#shared/contract/attachment'
import type { Transfer } from '#shared/contract/contentTransfer'
import type { Failure, Result } from '#shared/contract/result'

/** A file on its way into a note that is being written. */
export type Draft = {
  id: string
  name: string
  state: 'taking' | 'ready' | 'refused'
  reference: AttachmentReference | null
  failure: Failure | null
}
/** Files of notes that are being written, by alert. */
export type Drafts = ReadonlyMap<string, readonly Draft[]>

const noDrafts: readonly Draft[] = []

export function draftsOf(drafts: Drafts, alertId: string): readonly Draft[] {
  return drafts.get(alertId) ?? noDrafts
}

/** Adds files that the station is taking. */
export function withTaking(drafts: Drafts, alertId: string, files: readonly { id: string; name: string }[]): Drafts {
  const taking = files.map(({ id, name }): Draft => ({ id, name, state: 'taking', reference: null, failure: null }))
  return new Map(drafts).set(alertId, [...draftsOf(drafts, alertId), ...taking])
}

/** Notes what became of a file. The same content twice in one note is there once. Answers about files that were taken out change nothing. */
export function withAnswer(drafts: Drafts, id: string, result: Result<AttachmentReference>): Drafts {
  const found = [...drafts].find(([, list]) => list.some((draft) => draft.id === id))
  if (found === undefined) return drafts
  const [alertId, list] = found
  const isDouble = result.ok && list.some(({ reference }) => reference?.sha256 === result.value.sha256)
  const next = isDouble
    ? list.filter((draft) => draft.id !== id)
    : list.map((draft): Draft => (draft.id === id ? answered(draft, result) : draft))
  return new Map(drafts).set(alertId, next)
}

function answered(draft: Draft, result: Result<AttachmentReference>): Draft {
  return result.ok
    ? { ...draft, name: result.value.name, state: 'ready', reference: result.value }
    : { ...draft, state: 'refused', failure: result.failure }
}

/** Takes one file out again. */
export function withoutDraft(drafts: Drafts, alertId: string, id: string): Drafts {
  return new Map(drafts).set(
    alertId,
    draftsOf(drafts, alertId).filter((draft) => draft.id !== id),
  )
}

/** The note was sent: it has its files now. */
export function withoutDrafts(drafts: Drafts, alertId: string): Drafts {
  const next = new Map(drafts)
  next.delete(alertId)
  return next
}

/** What the note would name if it were sent now. */
export function readyReferences(list: readonly Draft[]): AttachmentReference[] {
  return list.flatMap(({ reference }) => reference ?? [])
}

/** How far a transfer is, in whole percent; 100 only when it is over. */
export function percentOf({ doneBytes, totalBytes }: Pick<Transfer, 'doneBytes' | 'totalBytes'>): number {
  return doneBytes >= totalBytes ? 100 : Math.min(99, Math.floor((doneBytes / totalBytes) * 100))
}
