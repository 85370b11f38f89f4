import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { streams, type Cursors } from '#shared/contract/ids'
import { alertIdOf } from '#shared/domain/alertLifecycle'
import type { Database } from '#storage/openDatabase'
import { alertQueries } from './alertQueries'
import { blockLength, packBlock, unpackBlock, type BlockRow } from './factBlock'
import { factQueries } from './factQueries'
import { contentOf, pastReader, pastRow, type LogName } from './pastQueries'

/** Readings are not packed: they are rolled up and go. What is in `room` is little. */
const packedStream = 'alerts'
/** More facts than this are never in one block, however short they are. */
const mostInBlock = 500
/** Of an alert with more facts than this only the newest are asked what its source said last. */
const factsAsked = 50

/**
 * Packs what is over: facts that the search index has passed go into blocks, and alerts that nobody has to do anything about any more
 * keep only what the facts do not say. Nothing that can be read changes by it.
 */
export type PastPacker = {
  /** Packs the next block up to the fact `throughSeq` of the log that is followed, in one transaction; whether there was one. */
  pack(current: string, throughSeq: number): boolean
  /** A packed alert of this generation, as it stands. */
  alert(id: string): AlertState | undefined
  /** What is packed is from now on what was known before a snapshot. Belongs in its transaction, before the alerts are replaced. */
  closeGeneration(): void
  /** Facts that this log no longer has. Belongs in a transaction. */
  removeAfter(epoch: string, cursors: Cursors): void
}

export function pastPacker(database: Database): PastPacker {
  const reader = pastReader(database)
  const alerts = alertQueries(database)
  const facts = factQueries(database)
  const nextEpoch = database.prepare<[string, string], { epoch: string }>(
    'SELECT epoch FROM facts WHERE epoch > ? AND stream = ? ORDER BY epoch LIMIT 1',
  )
  const addEpoch = database.prepare('INSERT OR IGNORE INTO search_epochs (epoch) VALUES (?)')
  const numberOf = database.prepare<[string], { number: number }>('SELECT number FROM search_epochs WHERE epoch = ?')
  const insertBlock = database.prepare(
    'INSERT INTO fact_blocks (epoch_number, stream, first_seq, last_seq, body, checksum) VALUES (:epoch_number, :stream, :first_seq, :last_seq, :body, :checksum)',
  )
  const blocksAfter = database.prepare<[number, string, number], BlockRow & { block: number }>(
    'SELECT block, epoch_number, stream, first_seq, last_seq, body, checksum FROM fact_blocks WHERE epoch_number = ? AND stream = ? AND first_seq > ?',
  )
  const blockBefore = database.prepare<[number, string, number], BlockRow & { block: number }>(
    'SELECT block, epoch_number, stream, first_seq, last_seq, body, checksum FROM fact_blocks WHERE epoch_number = ? AND stream = ? AND first_seq <= ? ORDER BY first_seq DESC LIMIT 1',
  )
  const removeBlock = database.prepare('DELETE FROM fact_blocks WHERE block = ?')
  const removeRaw = database.prepare('DELETE FROM facts WHERE epoch = ? AND stream = ? AND seq BETWEEN ? AND ?')
  const rowOf = database.prepare<[string], { row: number }>('SELECT row FROM search_alerts WHERE alert_id = ?')
  const factsOf = database.prepare<[number, number], LogName & { seq: number }>(
    'SELECT number, epoch, seq FROM search_facts JOIN search_epochs ON number = epoch_number WHERE row = ? ORDER BY epoch_number DESC, seq DESC LIMIT ?',
  )
  const putPast = database.prepare(
    'INSERT OR REPLACE INTO past_alerts (row, generation, content_epoch_number, content_seq, body, checksum) VALUES (:row, :generation, :content_epoch_number, :content_seq, :body, :checksum)',
  )
  const isOver = database.prepare<[string], { in_queue: number }>('SELECT in_queue FROM alerts WHERE id = ?')
  const removeAlert = database.prepare('DELETE FROM alerts WHERE id = ?')
  const removePastOfThose = database.prepare(
    'DELETE FROM past_alerts WHERE row IN (SELECT row FROM alerts JOIN search_alerts ON alert_id = id)',
  )
  const getMeta = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const setMeta = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')

  return {
    pack: database.transaction((current: string, throughSeq: number) => {
      for (let epoch = nextEpoch.get('', packedStream)?.epoch; epoch !== undefined; epoch = nextEpoch.get(epoch, packedStream)?.epoch)
        if (packNext(epoch, epoch === current ? throughSeq : Infinity)) return true
      return false
    }),
    alert(id) {
      const row = rowOf.get(id)?.row
      const past = row === undefined ? undefined : reader.state(row)
      return past?.generation === generation() ? past.state : undefined
    },
    closeGeneration() {
      // What stands in a row of its own is newer than what was packed of it.
      removePastOfThose.run()
      setMeta.run('pastGeneration', String(generation() + 1))
    },
    removeAfter(epoch, cursors) {
      const number = numberOf.get(epoch)?.number
      if (number === undefined) return
      for (const stream of streams) {
        for (const { block } of blocksAfter.all(number, stream, cursors[stream])) removeBlock.run(block)
        const cut = blockBefore.get(number, stream, cursors[stream])
        if (cut === undefined || cut.last_seq <= cursors[stream]) continue
        removeBlock.run(cut.block)
        const kept = unpackBlock(cut).slice(0, cursors[stream] - cut.first_seq + 1)
        for (const text of kept) facts.insert(epoch, JSON.parse(text) as Fact)
      }
    },
  }

  function generation(): number {
    return Number(getMeta.get('pastGeneration')?.value ?? 0)
  }

  function packNext(epoch: string, throughSeq: number): boolean {
    const run = nextRun(epoch, throughSeq)
    const first = run[0]?.fact
    const last = run.at(-1)?.fact
    if (first === undefined || last === undefined) return false
    addEpoch.run(epoch)
    const number = numberOf.get(epoch)?.number ?? 0
    insertBlock.run(
      packBlock(
        { epoch_number: number, stream: packedStream, first_seq: first.seq },
        run.map(({ text }) => text),
      ),
    )
    removeRaw.run(epoch, packedStream, first.seq, last.seq)
    for (const id of new Set(run.map(({ fact }) => alertIdOf(fact)))) if (id !== undefined) packAlert(id)
    return true
  }

  /** The oldest facts that stand in rows of their own, as many as make a block; none when there are not enough of them yet. */
  function nextRun(epoch: string, throughSeq: number): { fact: Fact; text: string }[] {
    const run: { fact: Fact; text: string }[] = []
    let length = 0
    for (const { fact, text } of facts.ofStream(epoch, packedStream, mostInBlock)) {
      const previous = run.at(-1)?.fact.seq
      // Facts that a snapshot stood in for leave a gap, and a block has none.
      if (previous !== undefined && fact.seq !== previous + 1) return run
      if (fact.seq > throughSeq) return []
      run.push({ fact, text })
      length += text.length
      if (length >= blockLength || run.length === mostInBlock) return run
    }
    return []
  }

  function packAlert(id: string): void {
    const row = rowOf.get(id)?.row
    if (row === undefined || isOver.get(id)?.in_queue !== 0) return
    const state = alerts.byId(id)
    if (state === undefined) return
    putPast.run({ row, ...pastRow(state, generation(), contentFact(row, state)) })
    removeAlert.run(id)
  }

  /** The fact in which the source said what it says now. */
  function contentFact(row: number, state: AlertState): { number: number; seq: number } | undefined {
    const said = JSON.stringify(state.alert)
    for (const { number, epoch, seq } of factsOf.all(row, factsAsked)) {
      const fact = reader.fact({ number, epoch }, 'alerts', seq)
      const content = fact && contentOf(fact)
      if (content !== undefined && JSON.stringify(content) === said) return { number, seq }
    }
    return undefined
  }
}
