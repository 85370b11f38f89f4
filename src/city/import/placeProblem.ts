import type { PlaceFinding } from '#city/read/placeCheck'
import type { ImportProblem } from './draft'
import type { ProblemCode } from './problemTable'

/** What is wrong with where a whole file lies, as a problem of the report. */
export function placeProblem(finding: PlaceFinding): ImportProblem {
  const guess = 'looksLike' in finding && finding.looksLike.length > 0 ? finding.looksLike.join(', ') : '?'
  const place = 'lonDeg' in finding ? { lonDeg: rounded(finding.lonDeg), latDeg: rounded(finding.latDeg) } : { lonDeg: NaN, latDeg: NaN }
  const { count, of } = finding
  const whole = (code: ProblemCode, detail: ImportProblem['detail']): ImportProblem => ({ code, index: null, id: null, ...place, detail })
  if (finding.kind === 'metres-for-degrees') return whole('coordinates-in-metres', { x: finding.x, y: finding.y, guess, count, of })
  if (finding.kind === 'wrong-zone') return whole('crs-wrong-zone', { declared: finding.declared, guess, count, of, ...place })
  return whole(finding.kind === 'swapped' ? 'coordinates-swapped' : 'coordinates-elsewhere', { count, of, ...place })
}

function rounded(deg: number): number {
  return Math.round(deg * 1e5) / 1e5
}
