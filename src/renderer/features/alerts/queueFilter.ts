import type { AlertState, Severity } from '#shared/contract/alert'
import { isAsking, setAsideOf } from '#shared/domain/alertStanding'
import { foldText } from '#shared/domain/foldText'

/** What the list is narrowed to beside the words of the search; an empty text narrows nothing. */
export type QueueFilter = {
  severity: Severity | ''
  stand: '' | 'asking' | 'acknowledged' | 'aside' | 'escalated'
  source: string
  /** Name of an assignee, or `nobody`. */
  assignee: string
  /** A ward or another name that the areas must mention. */
  area: string
}

export const noFilter: QueueFilter = { severity: '', stand: '', source: '', assignee: '', area: '' }
/** Stands for "nobody" among the assignees. */
export const nobody = '\u0000'

export function isNoFilter(filter: QueueFilter): boolean {
  return Object.values(filter).every((value) => value === '')
}

/** The alerts that fit, in their order; the same array when nothing is asked. */
export function narrowed(queue: readonly AlertState[], filter: QueueFilter): readonly AlertState[] {
  if (isNoFilter(filter)) return queue
  const area = foldText(filter.area)
  return queue.filter(
    (state) =>
      (filter.severity === '' || state.alert.severity === filter.severity) &&
      (filter.stand === '' || stands[filter.stand](state)) &&
      (filter.source === '' || sourceOf(state) === filter.source) &&
      (filter.assignee === '' || (state.assigned?.to.name ?? nobody) === filter.assignee) &&
      (area === '' || state.alert.areas.some(({ description }) => foldText(description).includes(area))),
  )
}

const stands: Record<Exclude<QueueFilter['stand'], ''>, (state: AlertState) => boolean> = {
  asking: isAsking,
  acknowledged: ({ acknowledged }) => acknowledged !== null,
  aside: (state) => setAsideOf(state) !== undefined,
  escalated: ({ escalated, acknowledged }) => escalated !== undefined && acknowledged === null,
}

function sourceOf({ alert }: AlertState): string {
  return alert.source.senderName || alert.source.sender
}

/** What can be chosen from, as the queue has it: sources and assignees by name, without repeats. */
export function choicesIn(queue: readonly AlertState[]): { sources: string[]; assignees: string[] } {
  const byName = (names: Iterable<string>): string[] => [...new Set(names)].toSorted((a, b) => a.localeCompare(b, 'vi'))
  return {
    sources: byName(queue.map(sourceOf)).slice(0, 50),
    assignees: byName(queue.flatMap(({ assigned }) => assigned?.to.name ?? [])).slice(0, 50),
  }
}

/** A filter with a name, as this desk keeps it. */
export type SavedView = { name: string; query: string; filter: QueueFilter }
export const maximumViews = 20

/** The views with one more; one of the same name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view].slice(-maximumViews)
}

/** Views as they were kept; whatever is damaged or of another version is left out. */
export function viewsFrom(text: string | null): SavedView[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter(isView).slice(-maximumViews) : []
  } catch {
    return []
  }
}

function isView(value: unknown): value is SavedView {
  const { name, query, filter } = (value ?? {}) as Partial<Record<keyof SavedView, unknown>>
  if (typeof name !== 'string' || typeof query !== 'string' || typeof filter !== 'object' || filter === null) return false
  return Object.keys(noFilter).every((key) => typeof (filter as Record<string, unknown>)[key] === 'string')
}
