import type { ZodError } from 'zod'

/** What a schema found wrong, in one line: where and what, at most five problems. */
export function problemsIn(error: ZodError): string {
  const shown = error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'message'}: ${issue.message}`)
  const more = error.issues.length - shown.length
  return shown.join('; ') + (more > 0 ? `; and ${more} more` : '')
}
