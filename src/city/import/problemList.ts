import type { ImportProblem } from './draft'
import { severityOf, type ProblemCode, type Severity } from './problemTable'

/** Problems as they come: all counted by code, the gravest kept. */
export type ProblemList = {
  add: (problem: ImportProblem) => void
  counts: ReadonlyMap<ProblemCode, number>
  count: (severity: Severity) => number
  /** The first of each severity, refusals first. */
  first: (limit: number) => ImportProblem[]
  /** Shapes of refused and rejected features, for the GeoJSON of bad features. */
  bad: () => readonly ImportProblem[]
}

const keptOfEach = 50
const keptBad = 5_000

/** An empty list. What is kept is bounded, what is counted is not. */
export function createProblemList(): ProblemList {
  const counts = new Map<ProblemCode, number>()
  const kept: Record<Severity, ImportProblem[]> = { refuse: [], reject: [], warn: [] }
  const bad: ImportProblem[] = []
  const perCode = new Map<ProblemCode, number>()
  return {
    add: (problem) => {
      const severity = severityOf(problem.code)
      counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1)
      if (severity !== 'warn' && bad.length < keptBad) bad.push(problem)
      const ofCode = perCode.get(problem.code) ?? 0
      // One kind of warning must not crowd out the others.
      if (kept[severity].length >= (severity === 'warn' ? keptOfEach * 4 : keptOfEach) || (severity === 'warn' && ofCode >= 10)) return
      perCode.set(problem.code, ofCode + 1)
      const { rings: _, ...told } = problem
      kept[severity].push(told)
    },
    counts,
    count: (severity) => [...counts].reduce((sum, [code, count]) => sum + (severityOf(code) === severity ? count : 0), 0),
    first: (limit) => {
      // What is wrong with the whole file explains the rest.
      const refusals = [...kept.refuse.filter(({ index }) => index === null), ...kept.refuse.filter(({ index }) => index !== null)]
      return [...refusals, ...kept.reject, ...kept.warn].slice(0, limit)
    },
    bad: () => bad,
  }
}
