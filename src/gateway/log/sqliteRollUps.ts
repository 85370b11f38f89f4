import type { Fact } from '#shared/contract/fact'
import { rollUp } from '#shared/domain/readingRollUp'
import type { Database } from '#storage/openDatabase'
import { rollUpTable } from '#storage/rollUpTable'
import type { LogKeeping } from './logKeeping'

/** Roll-ups of a log's readings. They and how far the readings are rolled up change in one transaction: none counts twice. */
export function sqliteRollUps(database: Database): Pick<LogKeeping, 'rollUpNext' | 'rolledUpThrough' | 'rollUps'> {
  const selectNext = database.prepare<[number, number], { seq: number; body: string }>(
    "SELECT seq, body FROM facts WHERE stream = 'readings' AND seq > ? ORDER BY seq LIMIT ?",
  )
  const selectThrough = database.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'rolledUpThrough'")
  const putThrough = database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('rolledUpThrough', ?)")
  const table = rollUpTable(database)
  const through = (): number => Number(selectThrough.get()?.value ?? 0)

  return {
    rolledUpThrough: through,
    rollUps: (gaugeId, period) => table.read([], gaugeId, period),
    rollUpNext: database.transaction((limit: number) => {
      const rows = selectNext.all(through(), limit)
      const last = rows.at(-1)
      if (last === undefined) return false
      const facts = rows.map(({ body }) => JSON.parse(body) as Fact)
      table.join([], rollUp(facts.flatMap((fact) => (fact.type === 'reading.recorded' ? [fact.payload.reading] : []))))
      putThrough.run(String(last.seq))
      return rows.length === limit
    }),
  }
}
