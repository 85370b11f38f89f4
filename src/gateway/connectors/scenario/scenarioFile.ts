import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { alertCategory, capSeverity, capUrgency } from '#shared/contract/alert'
import { geoPoint } from '#shared/contract/geo'
import { gaugeId } from '#shared/contract/ids'
import { problemsIn } from '#shared/contract/problems'
import { bilingual } from '#shared/contract/room'
import { fail, succeed, type Result } from '#shared/contract/result'
import { safeText } from '#shared/contract/text'

const instantMs = z.iso.datetime({ offset: true, local: false }).transform((text) => Date.parse(text))

const header = z.strictObject({
  kind: z.literal('scenario'),
  schema: z.literal(1),
  // With ":" and the start time it becomes the id of a drill, which has room for 80 characters.
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  cityId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: bilingual,
  startsAt: instantMs,
  endsAt: instantMs,
  /** Where the numbers were published. */
  sources: z.array(safeText(500)).min(1).max(50),
})

const level = { at: instantMs, gaugeId, valueM: z.number().min(-100).max(9_000), source: safeText(500).min(1) }

/** A level that somebody read, at the time it was read. */
const observedLine = z.strictObject({ ...level, kind: z.literal('reading'), peak: z.boolean().default(false) })

/** A level that was forecast at `at` for the time from `from` until `until`. */
const forecastLine = z.strictObject({
  ...level,
  kind: z.literal('forecast'),
  forecastFor: z.strictObject({ from: instantMs, until: instantMs }),
})

/** An alert, as a sender would tell it; `key` is its name in the scenario, `radiusM` how far it reaches. */
const alertLine = z.strictObject({
  kind: z.literal('alert'),
  at: instantMs,
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  sender: safeText(100).min(1),
  event: safeText(200).min(1),
  headline: safeText(500).min(1),
  severity: capSeverity,
  urgency: capUrgency,
  category: alertCategory,
  area: safeText(200),
  place: geoPoint,
  radiusM: z.number().positive().max(100_000).optional(),
})
export type AlertLine = z.infer<typeof alertLine>

/** The end of an alert of the scenario. */
const endLine = z.strictObject({ kind: z.literal('end'), at: instantMs, key: alertLine.shape.key })

const line = z.discriminatedUnion('kind', [observedLine, forecastLine, alertLine, endLine])

/** One recorded observation; times in epoch milliseconds, levels in metres. */
export type ScenarioLine = z.infer<typeof line>

/** A recorded course of events: its first line and the observations after it, in time order. */
export type Scenario = Omit<z.infer<typeof header>, 'kind' | 'schema'> & { lines: ScenarioLine[] }

/** Reads a scenario file. A failure names the file, the line and what is wrong there. */
export async function readScenario(file: string): Promise<Result<Scenario>> {
  try {
    return parseScenario(await readFile(file, 'utf8'), file)
  } catch (error) {
    return fail('not-found', `the scenario cannot be read: ${(error as Error).message}`, { file: file.slice(-400) })
  }
}

/** Reads the text of a scenario: JSON Lines, the header first; empty lines are skipped. `file` is named in failures. */
export function parseScenario(text: string, file: string): Result<Scenario> {
  const rows = text
    .split('\n')
    .map((row, index) => ({ row: row.trim(), number: index + 1 }))
    .filter(({ row }) => row !== '')
  const [first, ...rest] = rows
  if (first === undefined) return fail('invalid', `${file}: the scenario is empty`)
  const head = parseRow(header, first, file)
  if (!head.ok) return head
  const { kind: _kind, schema: _schema, ...about } = head.value
  if (about.endsAt <= about.startsAt) return fail('invalid', `${file}, line ${first.number}: endsAt is not after startsAt`)
  const lines: ScenarioLine[] = []
  for (const each of rest) {
    const parsed = parseRow(line, each, file)
    if (!parsed.ok) return parsed
    const wrong = misplaced(parsed.value, lines.at(-1), about)
    if (wrong !== undefined) return fail('invalid', `${file}, line ${each.number}: ${wrong}`)
    lines.push(parsed.value)
  }
  if (lines.length === 0) return fail('invalid', `${file}: the scenario has a header and nothing to play`)
  return succeed({ ...about, lines })
}

function misplaced(next: ScenarioLine, before: ScenarioLine | undefined, about: Pick<Scenario, 'startsAt' | 'endsAt'>): string | undefined {
  if (next.at < about.startsAt || next.at > about.endsAt) return 'at is outside startsAt and endsAt'
  if (before !== undefined && next.at < before.at) return 'at is before the line above'
  if (next.kind === 'forecast' && next.forecastFor.until < next.forecastFor.from) return 'forecastFor.until is before forecastFor.from'
  return undefined
}

function parseRow<T extends z.ZodType>(schema: T, { row, number }: { row: string; number: number }, file: string): Result<z.infer<T>> {
  let value: unknown
  try {
    value = JSON.parse(row)
  } catch (error) {
    return fail('invalid', `${file}, line ${number}: not JSON: ${(error as Error).message}`)
  }
  const parsed = schema.safeParse(value)
  return parsed.success ? succeed(parsed.data) : fail('invalid', `${file}, line ${number}: ${problemsIn(parsed.error)}`)
}
