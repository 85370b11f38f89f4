import { problemsIn } from '#shared/contract/problems'
import { readingRulesFile, type ReadingRule } from '#shared/contract/readingRule'
import type { Expression } from '#shared/domain/readingRule'
import { compileExpression } from './expression'

/** A rule of the file with its expression compiled. */
export type LoadedRule = { rule: ReadingRule; expression: Expression }

const never: Expression = () => false

/** The rules of a gateway; without a file there are none. A file that is wrong anywhere gives none of its rules, and says what is wrong. */
export function readRules(file: string, read: (file: string) => string): { rules: LoadedRule[]; problem: string | null } {
  let text: string
  try {
    text = read(file)
  } catch (error) {
    const isAbsent = (error as { code?: unknown }).code === 'ENOENT'
    return { rules: [], problem: isAbsent ? null : `${file}: ${(error as Error).message}` }
  }
  const wrong = (what: string): { rules: LoadedRule[]; problem: string } => ({
    rules: [],
    problem: `${file}: ${what}; no rule of it is used`,
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return wrong(`not JSON: ${(error as Error).message}`)
  }
  const parsed = readingRulesFile.safeParse(value)
  if (!parsed.success) return wrong(problemsIn(parsed.error))
  const rules: LoadedRule[] = []
  for (const rule of parsed.data.rules) {
    if (rules.some((other) => other.rule.id === rule.id)) return wrong(`two rules are called ${rule.id}`)
    if (rule.when.kind !== 'expression') rules.push({ rule, expression: never })
    else {
      const compiled = compileExpression(rule.when.cel)
      if (!compiled.ok) return wrong(`rule ${rule.id}: ${compiled.failure.message}`)
      rules.push({ rule, expression: compiled.value })
    }
  }
  return { rules, problem: null }
}
