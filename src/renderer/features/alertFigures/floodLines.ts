import { matters, type AlertGroup } from '#shared/domain/alertGroups'

/** Most lines of what matters: as many as one look takes in. */
export const mostLines = 12
/** Most other groups that are listed below; the full list has the rest. */
export const mostOthers = 60

/** What the flood panel shows of the groups, which come in order. */
export type FloodLines = {
  matters: readonly AlertGroup[]
  others: readonly AlertGroup[]
  mattersInAll: number
  /** Groups that are shown in neither. */
  hidden: number
  /** The group under which most is folded. */
  parent: AlertGroup | undefined
}

/** Splits the groups: unacknowledged ones that matter on top, the rest below them in the same order. */
export function floodLinesOf(groups: readonly AlertGroup[]): FloodLines {
  const grave = groups.filter((group) => group.unacknowledged > 0 && matters(group))
  const top = grave.slice(0, mostLines)
  const shown = new Set(top)
  const rest = groups.filter((group) => !shown.has(group))
  let parent: AlertGroup | undefined
  for (const group of groups) if (group.folded.length > (parent?.folded.length ?? 0)) parent = group
  return {
    matters: top,
    others: rest.slice(0, mostOthers),
    mattersInAll: grave.length,
    hidden: Math.max(0, rest.length - mostOthers),
    parent,
  }
}

/** The names that occur most often, with how often; most first. */
export function mostFrequent(names: Iterable<string>, most = 3): { name: string; n: number }[] {
  const counts = new Map<string, number>()
  for (const name of names) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .map(([name, n]) => ({ name, n }))
    .toSorted((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1))
    .slice(0, most)
}
