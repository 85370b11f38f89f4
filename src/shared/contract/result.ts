import { z } from 'zod'
import { clipText, safeText } from './text'

/** Everything that can go wrong across an edge, as a closed list. The texts that people read are in the message catalogues. */
export const failureCodes = [
  'unauthorised',
  'protocol-version',
  'invalid',
  'not-found',
  'already-acknowledged',
  'already-assigned',
  'already-amended',
  'already-closed',
  'already-over',
  'already-set-aside',
  'already-reopened',
  'stale-version',
  'wall-held',
  'shelving-limit',
  'too-late',
  'own-proposal',
  'too-large',
  'no-room',
  'content-missing',
  'unavailable',
  'internal',
] as const
export const failureCode = z.enum(failureCodes)
export type FailureCode = z.infer<typeof failureCode>

/** Why something was refused. `message` is plain English for logs and integrators; `details` feed the translated sentence. */
export const failure = z.strictObject({
  code: failureCode,
  message: safeText(2_000),
  details: z.record(z.string().max(40), z.union([safeText(400), z.number()])).optional(),
})
export type Failure = z.infer<typeof failure>

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** Schema of a Result whose value has the given schema. */
export const resultOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.strictObject({ ok: z.literal(true), value }), z.strictObject({ ok: z.literal(false), failure })])

export const succeed = <T>(value: T): Result<T> => ({ ok: true, value })
export const fail = (code: FailureCode, message: string, details?: Failure['details']): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, message: clipText(message, 2_000), ...(details && { details: clipTexts(details) }) },
})

// What was refused is often quoted in the refusal, and it may be anything; the refusal itself has to pass the other side's check.
function clipTexts(details: NonNullable<Failure['details']>): Failure['details'] {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? clipText(value, 400) : value]),
  )
}
