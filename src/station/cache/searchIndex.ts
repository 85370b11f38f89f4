import type { Alert, AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { SearchArea } from '#shared/contract/search'
import { alertWordOf, applyAlertFact, alertIdOf } from '#shared/domain/alertLifecycle'
import { searchWords } from '#shared/domain/foldText'
import type { Database } from '#storage/openDatabase'
import { pastReader, type LogName } from './pastQueries'
import { positionQueries } from './positionQueries'
import { tagOf } from './searchMatch'
import { termQueries } from './termQueries'

/** How far the index has come: facts of the alerts stream up to `seq`, and before them what came with a snapshot. */
type IndexPosition = { epoch: string; seq: number; sweep: { afterSeq: number; throughSeq: number } | null }

/** One hour, the grain in which times are turned into ranges of rows. */
const hourMs = 3_600_000

/**
 * Fills the search index behind the cursor. `fill` does one slice of at most `limit` facts in a transaction of its own, in which the
 * index's position moves too, so that after a kill it goes on exactly; it returns whether there is more to do. `noteSnapshot` is called
 * in the transaction that installs one: what the index holds after that seq is of a state that is gone.
 */
export type SearchIndex = {
  fill(limit: number): boolean
  noteSnapshot(throughSeq: number): void
  /** The last fact of this log before which nothing is left to do; null while that is not known. */
  passed(epoch: string): number | null
}

export function searchIndex(database: Database): SearchIndex {
  const position = positionQueries(database)
  const past = pastReader(database)
  const terms = termQueries(database)
  const getMeta = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const setMeta = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  const nextFacts = database.prepare<[string, number, number], { seq: number; body: string }>(
    "SELECT seq, body FROM facts WHERE epoch = ? AND stream = 'alerts' AND seq > ? ORDER BY seq LIMIT ?",
  )
  const inQueueAfter = database.prepare<[number, number, number], { raised_seq: number; body: string }>(
    'SELECT raised_seq, body FROM alerts WHERE in_queue = 1 AND raised_seq > ? AND raised_seq <= ? ORDER BY raised_seq LIMIT ?',
  )
  const alertById = database.prepare<[string], { body: string }>('SELECT body FROM alerts WHERE id = ?')
  const rowOf = database.prepare<[string], { row: number; epoch_number: number; raised_seq: number }>(
    'SELECT row, epoch_number, raised_seq FROM search_alerts WHERE alert_id = ?',
  )
  const insertRow = database.prepare('INSERT INTO search_alerts (alert_id, epoch_number, raised_seq, raised_at_ms) VALUES (?, ?, ?, ?)')
  const updateRow = database.prepare('UPDATE search_alerts SET epoch_number = ?, raised_seq = ?, raised_at_ms = ? WHERE row = ?')
  const deleteRow = database.prepare('DELETE FROM search_alerts WHERE row = ?')
  const insertWords = database.prepare('INSERT INTO search_words (rowid, words, tags) VALUES (?, ?, ?)')
  const deleteWords = database.prepare('DELETE FROM search_words WHERE rowid = ?')
  const putArea = database.prepare(
    'INSERT OR REPLACE INTO search_areas (row, west_deg, east_deg, south_deg, north_deg) VALUES (?, ?, ?, ?, ?)',
  )
  const deleteArea = database.prepare('DELETE FROM search_areas WHERE row = ?')
  const putHour = database.prepare(
    'INSERT INTO search_hours (hour, first_row, last_row) VALUES (?, ?, ?) ON CONFLICT (hour) DO UPDATE SET first_row = min(first_row, excluded.first_row), last_row = max(last_row, excluded.last_row)',
  )
  const putFact = database.prepare('INSERT OR IGNORE INTO search_facts (row, epoch_number, seq) VALUES (?, ?, ?)')
  const factsOf = database.prepare<[number], LogName & { seq: number }>(
    'SELECT number, epoch, seq FROM search_facts JOIN search_epochs ON number = epoch_number WHERE row = ? ORDER BY epoch_number, seq',
  )
  const moveFacts = database.prepare('UPDATE search_facts SET row = ? WHERE row = ?')
  const movePast = database.prepare('UPDATE past_alerts SET row = ? WHERE row = ?')
  const deletePast = database.prepare('DELETE FROM past_alerts WHERE row = ?')
  const rowsAfter = database.prepare<[number, number], { row: number }>(
    'SELECT DISTINCT row FROM search_facts WHERE epoch_number = ? AND seq > ?',
  )
  const deleteFactsAfter = database.prepare('DELETE FROM search_facts WHERE epoch_number = ? AND seq > ?')
  const idOf = database.prepare<[number], { alert_id: string }>('SELECT alert_id FROM search_alerts WHERE row = ?')
  const addEpoch = database.prepare('INSERT OR IGNORE INTO search_epochs (epoch) VALUES (?)')
  const numberOf = database.prepare<[string], { number: number }>('SELECT number FROM search_epochs WHERE epoch = ?')

  return {
    fill: database.transaction(fill),
    noteSnapshot: (throughSeq) => void setMeta.run('indexSnapshotSeq', String(throughSeq)),
    passed(epoch) {
      const at = storedPosition()
      return at?.epoch === epoch && at.sweep === null && getMeta.get('indexSnapshotSeq') === undefined ? at.seq : null
    },
  }

  function storedPosition(): IndexPosition | undefined {
    const stored = getMeta.get('indexPosition')
    return stored && (JSON.parse(stored.value) as IndexPosition)
  }

  function fill(limit: number): boolean {
    const { epoch, cursors } = position.read()
    if (epoch === null) return false
    if (terms.gather()) return true
    const at = startFrom(epoch)
    const number = epochNumber(epoch)
    if (at.sweep !== null) {
      const swept = inQueueAfter.all(at.sweep.afterSeq, at.sweep.throughSeq, limit)
      for (const { body } of swept) putAlert(JSON.parse(body) as AlertState, number)
      const last = swept.at(-1)
      putPosition({ ...at, sweep: swept.length < limit || last === undefined ? null : { ...at.sweep, afterSeq: last.raised_seq } })
      return true
    }
    const rows = nextFacts.all(epoch, at.seq, limit)
    const last = rows.at(-1)
    if (last === undefined) return false
    indexFacts(
      epoch,
      number,
      rows.map(({ body }) => JSON.parse(body) as Fact),
    )
    putPosition({ ...at, seq: last.seq })
    return last.seq < cursors.alerts
  }

  /** Where to go on. A snapshot that came since puts the index back to what the cache now holds. */
  function startFrom(epoch: string): IndexPosition {
    const at = storedPosition()
    const snapshot = getMeta.get('indexSnapshotSeq')
    if (at?.epoch === epoch && snapshot === undefined) return at
    const asOf = Number(snapshot?.value ?? 0)
    if (at?.epoch === epoch && asOf < at.seq) takeBack(epochNumber(epoch), asOf)
    database.prepare("DELETE FROM meta WHERE key = 'indexSnapshotSeq'").run()
    const fresh: IndexPosition = { epoch, seq: at?.epoch === epoch ? Math.min(at.seq, asOf) : 0, sweep: { afterSeq: 0, throughSeq: asOf } }
    putPosition(fresh)
    return fresh
  }

  /** Forgets facts that the log no longer has: it was put back to an earlier state. */
  function takeBack(number: number, throughSeq: number): void {
    const touched = rowsAfter.all(number, throughSeq)
    deleteFactsAfter.run(number, throughSeq)
    for (const { row } of touched) {
      deletePast.run(row)
      const id = idOf.get(row)?.alert_id
      const facts = factsAbout(row)
      const state = id === undefined ? undefined : currentState(id, facts)
      if (state === undefined) removeRow(row)
      else putAlert(state, number)
    }
  }

  function indexFacts(epoch: string, number: number, facts: Fact[]): void {
    const ids = new Map<string, number[]>()
    for (const fact of facts) {
      const id = alertIdOf(fact)
      if (id !== undefined) ids.set(id, [...(ids.get(id) ?? []), fact.seq])
    }
    for (const [id, seqs] of ids) {
      const state = currentState(
        id,
        facts.filter((fact) => alertIdOf(fact) === id),
      )
      if (state !== undefined) putAlert(state, number, epoch, seqs)
    }
  }

  function putAlert(state: AlertState, number: number, epoch?: string, seqs: number[] = []): void {
    const { alert } = state
    const known = rowOf.get(alert.id)
    // Raised anew is new: it stands among the newest again, and takes its history along.
    const isRaisedAnew = known !== undefined && known.epoch_number === number && known.raised_seq < state.raisedSeq
    let row: number
    if (known === undefined || isRaisedAnew) {
      if (known !== undefined) removeRow(known.row)
      row = Number(insertRow.run(alert.id, number, state.raisedSeq, state.raisedAtMs).lastInsertRowid)
      if (known !== undefined) {
        moveFacts.run(row, known.row)
        movePast.run(row, known.row)
      }
    } else {
      row = known.row
      updateRow.run(number, state.raisedSeq, state.raisedAtMs, row)
      deleteWords.run(row)
    }
    if (epoch !== undefined) for (const seq of seqs) putFact.run(row, number, seq)
    const notes = known === undefined && seqs.length === 1 ? [] : notesAbout(row)
    const words = wordsOf(alert, [...notes, ...hiddenWords(state)])
    insertWords.run(row, words, tagsOf(state))
    terms.count(words)
    const box = boxOf(alert)
    if (box !== null) putArea.run(row, box.westDeg, box.eastDeg, box.southDeg, box.northDeg)
    else if (known !== undefined && !isRaisedAnew) deleteArea.run(row)
    putHour.run(Math.floor(state.raisedAtMs / hourMs), row, row)
  }

  function removeRow(row: number): void {
    deleteWords.run(row)
    deleteArea.run(row)
    deleteRow.run(row)
  }

  function factsAbout(row: number): Fact[] {
    return factsOf.all(row).flatMap(({ number, epoch, seq }) => past.fact({ number, epoch }, 'alerts', seq) ?? [])
  }

  function notesAbout(row: number): string[] {
    return factsAbout(row).flatMap(wordsOfPeople)
  }

  /** As it stands, or as it was packed. Where a snapshot took it away, or it was never raised here, its facts alone tell what it was. */
  function currentState(id: string, facts: Fact[]): AlertState | undefined {
    const body = alertById.get(id)?.body
    if (body !== undefined) return JSON.parse(body) as AlertState
    const row = rowOf.get(id)?.row
    const packed = row === undefined ? undefined : past.state(row)
    if (packed !== undefined) return packed.state
    return facts.reduce<AlertState | undefined>(applyAlertFact, undefined)
  }

  function epochNumber(epoch: string): number {
    addEpoch.run(epoch)
    return numberOf.get(epoch)?.number ?? 0
  }

  function putPosition(at: IndexPosition): void {
    terms.write()
    setMeta.run('indexPosition', JSON.stringify(at))
  }
}

/** What a person wrote when they did this; nothing where the source speaks. */
function wordsOfPeople(fact: Fact): string[] {
  switch (fact.type) {
    case 'alert.acknowledged':
      return [fact.payload.note, fact.payload.next ?? '']
    case 'alert.assigned':
      return [fact.payload.to?.name ?? '']
    case 'alert.closed':
      return [fact.payload.words]
    case 'alert.amended':
      return [fact.payload.reason, fact.payload.correction.headline ?? '']
    case 'alert.noted':
      return [fact.payload.text, ...fact.payload.attachments.map(({ name }) => name)]
    default:
      return []
  }
}

/** The source's own words where a correction stands over them. */
function hiddenWords({ amended }: AlertState): string[] {
  return amended === undefined ? [] : [...amended.original.headlines, ...amended.original.areaDescriptions]
}

/** All that is searched of an alert, folded. */
export function wordsOf(alert: Alert, notes: readonly string[]): string {
  const texts = [
    ...alert.texts.flatMap((text) => [text.headline, text.event, text.description, text.instruction]),
    ...alert.areas.map((area) => area.description),
    alert.source.senderName,
    alert.source.sender,
    alert.source.identifier,
    ...notes,
  ]
  return texts.flatMap(searchWords).join(' ')
}

/** The values of an alert as words of the index. */
export function tagsOf(state: AlertState): string {
  const { alert } = state
  return [
    tagOf.severity(alert.severity),
    tagOf.state(alertWordOf(state)),
    tagOf.connector(alert.source.connector),
    tagOf.drill(state.drill),
  ].join(' ')
}

const metresPerDegree = 111_320

/** The box around all that an alert is about; null when its source gives no place. */
export function boxOf(alert: Alert): SearchArea | null {
  const box = { westDeg: 180, southDeg: 90, eastDeg: -180, northDeg: -90 }
  const include = (lonDeg: number, latDeg: number, lonMargin = 0, latMargin = 0): void => {
    box.westDeg = Math.min(box.westDeg, lonDeg - lonMargin)
    box.eastDeg = Math.max(box.eastDeg, lonDeg + lonMargin)
    box.southDeg = Math.min(box.southDeg, latDeg - latMargin)
    box.northDeg = Math.max(box.northDeg, latDeg + latMargin)
  }
  for (const area of alert.areas) {
    for (const ring of area.polygons) for (const [lonDeg, latDeg] of ring) include(lonDeg, latDeg)
    for (const { centre, radiusM } of area.circles) {
      const latMargin = radiusM / metresPerDegree
      const shrink = Math.max(0.01, Math.cos((centre.latDeg * Math.PI) / 180))
      include(centre.lonDeg, centre.latDeg, latMargin / shrink, latMargin)
    }
  }
  if (alert.place !== null) include(alert.place.lonDeg, alert.place.latDeg)
  return box.westDeg > box.eastDeg ? null : box
}
