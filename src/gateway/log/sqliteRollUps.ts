import type { Fact } from '#shared/contract/fact'
import { joinRollUps, rollUp, type RollUp, type RollUpPeriod } from '#shared/domain/readingRollUp'
import type { Database } from '#storage/openDatabase'
import type { LogKeeping } from './logKeeping'

type Row = {
  gauge_id: string
  drill_id: string
  basis: RollUp['basis']
  period: RollUpPeriod
  start_ms: number
  count: number
  min_m: number
  max_m: number
  sum_m: number
  last_m: number
  first_at_ms: number
  last_at_ms: number
}

/** All SQL about roll-ups of readings. The readings and how far they are rolled up change in one transaction: none counts twice. */
export function sqliteRollUps(database: Database): Pick<LogKeeping, 'rollUpNext' | 'rolledUpThrough' | 'rollUps'> {
  const selectNext = database.prepare<[number, number], { seq: number; body: string }>(
    "SELECT seq, body FROM facts WHERE stream = 'readings' AND seq > ? ORDER BY seq LIMIT ?",
  )
  const selectThrough = database.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'rolledUpThrough'")
  const putThrough = database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('rolledUpThrough', ?)")
  const selectOne = database.prepare<[string, string, string, string, number], Row>(
    'SELECT * FROM reading_roll_ups WHERE gauge_id = ? AND drill_id = ? AND basis = ? AND period = ? AND start_ms = ?',
  )
  const selectPeriod = database.prepare<[string, string], Row>(
    'SELECT * FROM reading_roll_ups WHERE gauge_id = ? AND period = ? ORDER BY start_ms, basis, drill_id',
  )
  const put = database.prepare('INSERT OR REPLACE INTO reading_roll_ups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const through = (): number => Number(selectThrough.get()?.value ?? 0)

  return {
    rolledUpThrough: through,
    rollUps: (gaugeId, period) => selectPeriod.all(gaugeId, period).map(toRollUp),
    rollUpNext: database.transaction((limit: number) => {
      const rows = selectNext.all(through(), limit)
      const last = rows.at(-1)
      if (last === undefined) return false
      const facts = rows.map(({ body }) => JSON.parse(body) as Fact)
      for (const one of rollUp(facts.flatMap((fact) => (fact.type === 'reading.recorded' ? [fact.payload.reading] : [])))) {
        const before = selectOne.get(one.gaugeId, one.drillId ?? '', one.basis, one.period, one.startMs)
        putOne(before === undefined ? one : joinRollUps(toRollUp(before), one))
      }
      putThrough.run(String(last.seq))
      return rows.length === limit
    }),
  }

  function putOne(one: RollUp): void {
    put.run(
      one.gaugeId,
      one.drillId ?? '',
      one.basis,
      one.period,
      one.startMs,
      one.count,
      one.minM,
      one.maxM,
      one.sumM,
      one.lastM,
      one.firstAtMs,
      one.lastAtMs,
    )
  }
}

function toRollUp(row: Row): RollUp {
  return {
    gaugeId: row.gauge_id,
    drillId: row.drill_id === '' ? null : row.drill_id,
    basis: row.basis,
    period: row.period,
    startMs: row.start_ms,
    count: row.count,
    minM: row.min_m,
    maxM: row.max_m,
    sumM: row.sum_m,
    lastM: row.last_m,
    firstAtMs: row.first_at_ms,
    lastAtMs: row.last_at_ms,
  }
}
