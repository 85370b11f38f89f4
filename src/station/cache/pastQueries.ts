import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { StreamName } from '#shared/contract/ids'
import { readRow, rowChecksum } from '#storage/checksum'
import type { Database } from '#storage/openDatabase'
import { unpackBlock, type BlockRow } from './factBlock.ts'

/** A log by its number in the index and by its identity. */
export type LogName = { number: number; epoch: string }

/** Reads facts and alerts that are over, wherever they stand: in rows of their own, or packed. Throws DamagedRow for what was changed. */
export type PastReader = {
  fact(log: LogName, stream: StreamName, seq: number): Fact | undefined
  /** The oldest fact of a stream that is here. */
  firstFact(log: LogName, stream: StreamName): Fact | undefined
  /** What was last known of an alert that was packed, by its row in the index; `generation` says before which snapshot. */
  state(row: number): { generation: number; state: AlertState } | undefined
}

type PastRow = {
  alert_id: string
  generation: number
  content_epoch_number: number | null
  content_seq: number | null
  body: string
  checksum: number
}

/** Blocks that were read last, unpacked: what is looked at together mostly stands together. */
const blocksRemembered = 16

export function pastReader(database: Database): PastReader {
  const rawAt = database.prepare<[string, string, number], { body: string }>(
    'SELECT body FROM facts WHERE epoch = ? AND stream = ? AND seq = ?',
  )
  const firstRaw = database.prepare<[string, string], { body: string; seq: number }>(
    'SELECT body, seq FROM facts WHERE epoch = ? AND stream = ? ORDER BY seq LIMIT 1',
  )
  const blockWith = database.prepare<[number, string, number], { block: number; first_seq: number; last_seq: number; checksum: number }>(
    'SELECT block, first_seq, last_seq, checksum FROM fact_blocks WHERE epoch_number = ? AND stream = ? AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1',
  )
  const firstBlock = database.prepare<[number, string], { first_seq: number }>(
    'SELECT first_seq FROM fact_blocks WHERE epoch_number = ? AND stream = ? ORDER BY first_seq LIMIT 1',
  )
  const blockAt = database.prepare<[number], BlockRow>(
    'SELECT epoch_number, stream, first_seq, last_seq, body, checksum FROM fact_blocks WHERE block = ?',
  )
  const pastAt = database.prepare<[number], PastRow>(
    'SELECT alert_id, generation, content_epoch_number, content_seq, body, checksum FROM past_alerts JOIN search_alerts USING (row) WHERE row = ?',
  )
  const epochOf = database.prepare<[number], { epoch: string }>('SELECT epoch FROM search_epochs WHERE number = ?')
  const remembered = new Map<string, string[]>()

  return { fact, firstFact, state }

  function fact(log: LogName, stream: StreamName, seq: number): Fact | undefined {
    const text = rawAt.get(log.epoch, stream, seq)?.body ?? packedText(log.number, stream, seq)
    return text === undefined ? undefined : (JSON.parse(text) as Fact)
  }

  function firstFact(log: LogName, stream: StreamName): Fact | undefined {
    const raw = firstRaw.get(log.epoch, stream)
    const packedSeq = firstBlock.get(log.number, stream)?.first_seq
    const text = packedSeq !== undefined && packedSeq < (raw?.seq ?? Infinity) ? packedText(log.number, stream, packedSeq) : raw?.body
    return text === undefined ? undefined : (JSON.parse(text) as Fact)
  }

  function state(row: number): { generation: number; state: AlertState } | undefined {
    const found = pastAt.get(row)
    if (found === undefined) return undefined
    const rest = readRow<AlertState>(found.checksum, pastName(found), found.body)
    const { content_epoch_number: number, content_seq: seq, generation } = found
    if (number === null || seq === null) return { generation, state: rest }
    const content = fact({ number, epoch: epochOf.get(number)?.epoch ?? '' }, 'alerts', seq)
    const alert = content && contentOf(content)
    return alert && { generation, state: { ...rest, alert } }
  }

  function packedText(number: number, stream: StreamName, seq: number): string | undefined {
    const found = blockWith.get(number, stream, seq)
    if (found === undefined || seq > found.last_seq) return undefined
    return textsOf(found)[seq - found.first_seq]
  }

  function textsOf({ block, first_seq, checksum }: { block: number; first_seq: number; checksum: number }): string[] {
    // A number of a block may be used again; with its first fact and its checksum it is this one.
    const key = `${block} ${first_seq} ${checksum}`
    const known = remembered.get(key)
    if (known !== undefined) return known
    const row = blockAt.get(block)
    const texts = row === undefined ? [] : unpackBlock(row)
    const oldest = remembered.keys().next().value
    if (remembered.size >= blocksRemembered && oldest !== undefined) remembered.delete(oldest)
    remembered.set(key, texts)
    return texts
  }
}

/** What a packed alert is checked by, beside what it says. */
export function pastName(row: Pick<PastRow, 'alert_id' | 'generation' | 'content_epoch_number' | 'content_seq'>): string {
  return `past ${row.alert_id} ${row.generation} ${row.content_epoch_number ?? ''} ${row.content_seq ?? ''}`
}

/** What the source said in a fact; undefined for a fact in which it said nothing. */
export function contentOf(fact: Fact): AlertState['alert'] | undefined {
  return fact.type === 'alert.raised' || fact.type === 'alert.updated' ? fact.payload.alert : undefined
}

/** The columns of a packed alert: without what its source said where a fact has that. */
export function pastRow(
  state: AlertState,
  generation: number,
  content: { number: number; seq: number } | undefined,
): Omit<PastRow, 'alert_id'> {
  const { alert, ...rest } = state
  const row = { alert_id: alert.id, generation, content_epoch_number: content?.number ?? null, content_seq: content?.seq ?? null }
  const body = JSON.stringify(content === undefined ? state : rest)
  return {
    generation,
    content_epoch_number: row.content_epoch_number,
    content_seq: row.content_seq,
    body,
    checksum: rowChecksum(pastName(row), body),
  }
}

/** Checks rows of the past behind a place, at most `limit`. Throws DamagedRow for what was changed. */
export function pastRows(database: Database): {
  checkBlocks(behind: number, limit: number): { count: number; last: number }
  checkAlerts(behind: number, limit: number): { count: number; last: number }
} {
  const blocksBehind = database.prepare<[number, number], BlockRow & { block: number }>(
    'SELECT block, epoch_number, stream, first_seq, last_seq, body, checksum FROM fact_blocks WHERE block > ? ORDER BY block LIMIT ?',
  )
  const alertsBehind = database.prepare<[number, number], PastRow & { row: number }>(
    'SELECT row, alert_id, generation, content_epoch_number, content_seq, body, past_alerts.checksum FROM past_alerts JOIN search_alerts USING (row) WHERE row > ? ORDER BY row LIMIT ?',
  )
  return {
    checkBlocks(behind, limit) {
      const rows = blocksBehind.all(behind, limit)
      for (const row of rows) unpackBlock(row)
      return { count: rows.length, last: rows.at(-1)?.block ?? behind }
    },
    checkAlerts(behind, limit) {
      const rows = alertsBehind.all(behind, limit)
      for (const row of rows) readRow(row.checksum, pastName(row), row.body)
      return { count: rows.length, last: rows.at(-1)?.row ?? behind }
    },
  }
}
