import type { ImportProblem } from './draft'
import type { ProblemCode } from './problemTable'

/** A source that cannot be read on: ends the reading of it, and is reported like any other problem. */
export class SourceRefused extends Error {
  readonly problem: ImportProblem
  constructor(code: ProblemCode, detail: ImportProblem['detail'], at: Partial<Pick<ImportProblem, 'index' | 'id'>> = {}) {
    super(code)
    this.problem = { code, index: at.index ?? null, id: at.id ?? null, lonDeg: NaN, latDeg: NaN, detail }
  }
}
