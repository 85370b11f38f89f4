import { joinRollUps, type RollUp, type RollUpPeriod } from '#shared/domain/readingRollUp'
import type { Database } from './openDatabase'

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

/**
 * All SQL about a table `reading_roll_ups`. Where one file has the readings of several logs, `scope` names the columns that tell
 * them apart; they are the first of the table, and every call gives their values first.
 */
export function rollUpTable(database: Database, scope: readonly string[] = []) {
  const inScope = scope.map((column) => `${column} = ? AND `).join('')
  const selectOne = database.prepare<unknown[], Row>(
    `SELECT * FROM reading_roll_ups WHERE ${inScope}gauge_id = ? AND drill_id = ? AND basis = ? AND period = ? AND start_ms = ?`,
  )
  const selectPeriod = database.prepare<unknown[], Row>(
    `SELECT * FROM reading_roll_ups WHERE ${inScope}gauge_id = ? AND period = ? ORDER BY start_ms, basis, drill_id`,
  )
  const put = database.prepare(
    `INSERT OR REPLACE INTO reading_roll_ups VALUES (${'?, '.repeat(scope.length)}?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return {
    /** Joins roll-ups onto those that are there; they hold what was recorded after it. Belongs in a transaction. */
    join(of: readonly string[], rolled: RollUp[]): void {
      for (const one of rolled) {
        const key = [...of, one.gaugeId, one.drillId ?? '', one.basis, one.period, one.startMs]
        const before = selectOne.get(...key)
        const { count, minM, maxM, sumM, lastM, firstAtMs, lastAtMs } = before === undefined ? one : joinRollUps(toRollUp(before), one)
        put.run(...key, count, minM, maxM, sumM, lastM, firstAtMs, lastAtMs)
      }
    },
    /** Roll-ups of one gauge and period, oldest first. */
    read: (of: readonly string[], gaugeId: string, period: RollUpPeriod): RollUp[] =>
      selectPeriod.all(...of, gaugeId, period).map(toRollUp),
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
