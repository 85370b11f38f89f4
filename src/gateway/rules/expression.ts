import { Environment } from '@marcbachmann/cel-js'
import { longestExpression } from '#shared/contract/readingRule'
import { fail, succeed, type Result } from '#shared/contract/result'
import type { Expression } from '#shared/domain/readingRule'

/**
 * CEL knows no loops without end and no world outside; what remains is how large an expression may be. The limits keep the longest that is
 * taken far under a millisecond.
 */
const limits = { maxAstNodes: 200, maxDepth: 20, maxListElements: 50, maxMapEntries: 50, maxCallArguments: 10 }

const environment = new Environment({ limits, unlistedVariablesAreDyn: false })
  .registerVariable('levelM', 'map<string, double>')
  .registerVariable('risePerHourM', 'map<string, double>')
  .registerVariable('ageS', 'map<string, double>')
  .registerVariable('hour', 'int')

/** Compiles an expression, or says why it is none: too long, not CEL, names that are not there, not a truth value. */
export function compileExpression(cel: string): Result<Expression> {
  if (cel.length > longestExpression) return fail('invalid', `longer than ${longestExpression} characters`)
  // Each comprehension multiplies: `all` within `all` within `all` is what a small expression needs to be slow.
  if ((cel.match(/\.\s*(all|exists|exists_one|map|filter)\s*\(/g) ?? []).length > 2) return fail('invalid', 'more than two loops')
  try {
    const checked = environment.check(cel)
    if (!checked.valid) return fail('invalid', checked.error?.message ?? 'not an expression')
    if (checked.type !== 'bool') return fail('invalid', `gives ${checked.type}, not a truth value`)
    const run = environment.parse(cel)
    return succeed((input) => run(input) === true)
  } catch (error) {
    return fail('invalid', (error as Error).message)
  }
}
