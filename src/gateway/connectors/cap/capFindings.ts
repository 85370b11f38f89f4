import { fail, type Failure } from '#shared/contract/result'
import { toSafeText } from '#shared/contract/text'

/** Most problems that one refusal lists. */
export const maximumListedProblems = 20

/** What was found wrong (the message is refused) or ignored (it is not) while a message was read, each with its place. */
export type Findings = {
  refuse(path: string, line: number, what: string): void
  warn(path: string, line: number, what: string): void
  warnings(): string[]
  /** The refusal that lists the problems; undefined when there are none. */
  failure(): { ok: false; failure: Failure } | undefined
}

export function createFindings(): Findings {
  const listed: string[] = []
  const warnings: string[] = []
  let found = 0
  return {
    refuse(path, line, what) {
      found += 1
      if (listed.length < maximumListedProblems) listed.push(toSafeText(`${path} (line ${line}): ${what}`))
    },
    warn(path, line, what) {
      warnings.push(toSafeText(`${path} (line ${line}): ${what}`))
    },
    warnings: () => warnings,
    failure() {
      if (found === 0) return undefined
      let sentence = `the CAP message has ${found === 1 ? '1 problem' : `${found} problems`}: `
      let told = 0
      for (const problem of listed) {
        // The contract's failure message has room for 2,000 characters; the count of the rest needs a few.
        if (sentence.length + problem.length > 1_900) break
        sentence += `${told === 0 ? '' : '; '}${problem}`
        told += 1
      }
      if (found > told) sentence += `; and ${found - told} more`
      return fail('invalid', sentence, { problems: found })
    },
  }
}
