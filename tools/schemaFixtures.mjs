import { mkdirSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argv } from 'node:process'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { inProject, sqliteNativeFile } from './environment.mjs'
import { formatHelp, parseOptions, runAsCommand, UsageError } from './options.mjs'

// A file of every version of every schema, with data, as it was when that version was the newest: test/fixtures/schemas. Each new
// migration needs one; those that are there are never made again, since they stand for files that are out in the world.

/**
 * @typedef {import('better-sqlite3').Database} Connection
 * @typedef {{ folder: string, fill: (database: Connection, version: number) => void }} Kind
 */

const rules = { help: { help: 'this text' } }
const epoch = 'a-log-of-the-fixtures'
const firstAtMs = Date.UTC(2020, 9, 17, 16)
const alertsHeld = 8

/** @type {Record<string, Kind>} */
const kinds = {
  cache: { folder: 'src/station/cache/migrations', fill: fillCache },
  outbox: { folder: 'src/station/outbox/migrations', fill: fillOutbox },
  log: { folder: 'src/gateway/log/migrations', fill: fillLog },
}

await runAsCommand('schemaFixtures', async () => {
  const { options, words } = parseOptions(argv.slice(2), rules)
  if (words.length > 0) throw new UsageError(`unexpected ${words[0]}`)
  if (options.help) return console.log(`makes the fixtures that are missing\n\n${formatHelp('node tools/schemaFixtures.mjs', rules)}`)
  const target = inProject('test', 'fixtures', 'schemas')
  mkdirSync(target, { recursive: true })
  for (const [name, kind] of Object.entries(kinds)) {
    const steps = readdirSync(inProject(kind.folder))
      .filter((file) => file.endsWith('.sql'))
      .toSorted()
    steps.forEach((_step, index) => {
      const file = join(target, `${name}-${String(index + 1).padStart(4, '0')}.sqlite.gz`)
      if (existsSync(file)) return
      writeFileSync(file, gzipSync(fileOf(kind, steps.slice(0, index + 1)), { level: 9 }))
      console.log(`made ${file}`)
    })
  }
})

/** The bytes of a database after these steps, with data. @param {Kind} kind @param {string[]} steps */
function fileOf(kind, steps) {
  const path = join(tmpdir(), `fixture-${process.pid}.sqlite`)
  const native = existsSync(sqliteNativeFile) ? sqliteNativeFile : undefined
  const database = new Database(path, native === undefined ? {} : { nativeBinding: native })
  try {
    for (const step of steps) database.exec(readFileSync(inProject(kind.folder, step), 'utf8'))
    database.pragma(`user_version = ${steps.length}`)
    database.transaction(() => kind.fill(database, steps.length))()
    // The form in which the product leaves a file that was closed well.
    database.pragma('journal_mode = WAL')
    database.close()
    return readFileSync(path)
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  }
}

/** CRC-32 over what names a row and what it says, as the product writes it. @param {string} name @param {string | Uint8Array} content */
function checksumOf(name, content) {
  return crc32(content, crc32(name))
}

/** @param {number} n */
function alertOf(n) {
  return {
    id: `cap-${n}`,
    source: {
      connector: 'cap',
      key: `truc-ban@example.invalid,${n}`,
      sender: 'truc-ban@example.invalid',
      senderName: 'Đội quản lý đô thị',
      identifier: `${n}`,
      sentAtMs: firstAtMs + n * 60_000,
      receivedAtMs: firstAtMs + n * 60_000 + 400,
      signature: 'none',
    },
    severity: n % 3 === 0 ? 'critical' : 'medium',
    category: 'Met',
    urgency: 'Immediate',
    capSeverity: 'Severe',
    certainty: 'Observed',
    texts: [
      {
        language: 'vi-VN',
        event: 'Ngập đường',
        headline: `Ngập đường Hoàng Diệu, số ${n}`,
        description: '',
        instruction: '',
        contact: '',
        web: '',
      },
    ],
    areas: [],
    place: { lonDeg: 107.1 + n / 1_000, latDeg: 16.82 },
    onsetAtMs: null,
    expiresAtMs: null,
    measure: null,
    drillId: null,
  }
}

/** @param {number} seq @param {string} stream @param {string} type @param {object} payload */
function factOf(seq, stream, type, payload) {
  const number = seq + 1_000 * (['alerts', 'readings', 'room'].indexOf(stream) + 1)
  return {
    stream,
    seq,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    type,
    atMs: firstAtMs + seq * 60_000,
    recordedAtMs: firstAtMs + seq * 60_000 + 500,
    actor:
      type === 'alert.acknowledged'
        ? { kind: 'person', id: 'station-1', name: 'Bàn trực 1' }
        : { kind: 'connector', id: 'cap', name: 'CAP' },
    source: 'cap',
    drill: false,
    causedBy: null,
    payload,
  }
}

/** Eight alerts are raised; the first is acknowledged and over, the second acknowledged. Three readings, and a connector's report. */
function facts() {
  const raised = Array.from({ length: alertsHeld }, (_, n) => factOf(n + 1, 'alerts', 'alert.raised', { alert: alertOf(n) }))
  return [
    ...raised,
    factOf(9, 'alerts', 'alert.acknowledged', { id: 'cap-0', note: 'Đã gọi đội cứu hộ' }),
    factOf(10, 'alerts', 'alert.cleared', { id: 'cap-0', reason: 'cancelled' }),
    factOf(11, 'alerts', 'alert.acknowledged', { id: 'cap-1', note: '' }),
    ...[1.2, 1.9, 2.4].map((valueM, n) => factOf(n + 1, 'readings', 'reading.recorded', { reading: readingOf(valueM, n) })),
    factOf(1, 'room', 'connector.reported', { report: reportOf() }),
  ]
}

/** @param {number} valueM @param {number} n */
function readingOf(valueM, n) {
  return {
    gaugeId: 'dong-ha',
    valueM,
    observedAtMs: firstAtMs + n * 3_600_000,
    basis: 'observed',
    source: 'bản tin',
    peak: false,
    drillId: null,
  }
}
function reportOf() {
  return { connector: 'cap', state: 'running', accepted: alertsHeld, duplicates: 0, rejected: 0, lastRejection: null }
}

/** @param {number} n */
function stateOf(n) {
  const atMs = firstAtMs + (n + 1) * 60_000
  const acknowledgedAtMs = firstAtMs + (n === 0 ? 9 : 11) * 60_000
  return {
    alert: alertOf(n),
    version: n === 0 ? 3 : n === 1 ? 2 : 1,
    contentVersion: 1,
    drill: false,
    raisedAtMs: atMs,
    updatedAtMs: n === 0 ? firstAtMs + 600_000 : n === 1 ? acknowledgedAtMs : atMs,
    raisedSeq: n + 1,
    cleared: n === 0 ? { atMs: firstAtMs + 600_000, reason: 'cancelled' } : null,
    acknowledged: n <= 1 ? { atMs: acknowledgedAtMs, by: 'Bàn trực 1' } : null,
  }
}

/** @param {Connection} database @param {number} version */
function fillCache(database, version) {
  const hasChecksums = version >= 4
  const isPacked = version >= 5
  const all = facts()
  // From the version on that packs, the first four facts stand in a block, and what is over stands beside its row in the index.
  const inBlock = isPacked ? all.slice(0, 4) : []
  for (const fact of all.slice(inBlock.length)) {
    const body = JSON.stringify(fact)
    const { stream, seq, type, atMs } = fact
    const checksum = checksumOf(`fact ${epoch} ${stream} ${seq} ${type} ${atMs}`, body)
    insert(database, 'facts', { epoch, stream, seq, type, at_ms: atMs, body, ...(hasChecksums ? { checksum } : {}) })
  }
  for (let n = isPacked ? 1 : 0; n < alertsHeld; n += 1) {
    const state = stateOf(n)
    const body = JSON.stringify(state)
    const inQueue = n === 0 ? 0 : 1
    const checksum = checksumOf(`alert ${state.alert.id} ${inQueue} ${n + 1}`, body)
    insert(database, 'alerts', { id: state.alert.id, in_queue: inQueue, raised_seq: n + 1, body, ...(hasChecksums ? { checksum } : {}) })
  }
  const cursors = { alerts: 11, readings: 3, room: 1 }
  for (const [stream, seq] of Object.entries(cursors)) insert(database, 'cursors', { stream, seq })
  const room = JSON.stringify({ drill: null, connectors: [reportOf()], gauges: [] })
  const meta = { epoch, room, lastContactMs: String(firstAtMs + 3_600_000) }
  const sums = { positionChecksum: String(checksumOf(epoch, '11 3 1')), roomChecksum: String(checksumOf('the room', room)) }
  for (const [key, value] of Object.entries({ ...meta, ...(hasChecksums ? sums : {}) })) insert(database, 'meta', { key, value })
  if (version >= 2) fillIndex(database)
  if (version >= 3) {
    insert(database, 'reading_roll_ups', { epoch, ...rollUp() })
    insert(database, 'rolled_up', { epoch, seq: 3 })
  }
  if (isPacked) fillPast(database, inBlock)
}

/** @param {Connection} database */
function fillIndex(database) {
  insert(database, 'search_epochs', { number: 1, epoch })
  for (let n = 0; n < alertsHeld; n += 1) {
    const { alert, raisedAtMs } = stateOf(n)
    insert(database, 'search_alerts', { row: n + 1, alert_id: alert.id, epoch_number: 1, raised_seq: n + 1, raised_at_ms: raisedAtMs })
    const state = n === 0 ? 'done' : n === 1 ? 'acknowledged' : 'unacknowledged'
    const note = n === 0 ? ' da goi doi cuu ho' : ''
    database
      .prepare('INSERT INTO search_words (rowid, words, tags) VALUES (CAST(? AS INTEGER), ?, ?)')
      .run(n + 1, `ngap duong hoang dieu so ${n}${note}`, `severity${alert.severity} state${state} connectorcap drillno`)
    const { lonDeg, latDeg } = alert.place
    insert(database, 'search_areas', { row: n + 1, west_deg: lonDeg, east_deg: lonDeg, south_deg: latDeg, north_deg: latDeg })
    insert(database, 'search_facts', { row: n + 1, epoch_number: 1, seq: n + 1 })
  }
  for (const [row, seq] of [
    [1, 9],
    [1, 10],
    [2, 11],
  ])
    insert(database, 'search_facts', { row, epoch_number: 1, seq })
  insert(database, 'search_hours', { hour: Math.floor(firstAtMs / 3_600_000), first_row: 1, last_row: alertsHeld })
  insert(database, 'meta', { key: 'indexPosition', value: JSON.stringify({ epoch, seq: 11, sweep: null }) })
}

/** @param {Connection} database @param {object[]} inBlock */
function fillPast(database, inBlock) {
  const body = deflateRawSync(inBlock.map((fact) => JSON.stringify(fact)).join('\n'))
  const last = inBlock.length
  const place = { epoch_number: 1, stream: 'alerts', first_seq: 1, last_seq: last }
  insert(database, 'fact_blocks', { ...place, body, checksum: checksumOf(`facts 1 alerts 1 ${last}`, body) })
  const { alert, ...rest } = stateOf(0)
  const text = JSON.stringify(rest)
  const past = { row: 1, generation: 0, content_epoch_number: 1, content_seq: 1, body: text }
  insert(database, 'past_alerts', { ...past, checksum: checksumOf(`past ${alert.id} 0 1 1`, text) })
  for (const term of ['ngap', 'duong', 'hoang', 'dieu', 'so']) insert(database, 'search_terms', { term, uses: alertsHeld })
}

function rollUp() {
  const times = { start_ms: firstAtMs, first_at_ms: firstAtMs, last_at_ms: firstAtMs + 7_200_000 }
  const values = { count: 3, min_m: 1.2, max_m: 2.4, sum_m: 5.5, last_m: 2.4 }
  return { gauge_id: 'dong-ha', drill_id: '', basis: 'observed', period: 'day', ...times, ...values }
}

/** @param {Connection} database @param {number} version */
function fillOutbox(database, version) {
  insert(database, 'meta', { key: 'stationId', value: 'station-of-the-fixtures' })
  for (let n = 1; n <= 3; n += 1) {
    const key = `00000000-0000-4000-9000-00000000000${n}`
    const input = JSON.stringify({ id: `cap-${n}`, expectedVersion: 1, note: 'đã rõ' })
    const madeAtMs = firstAtMs + n * 1_000
    const failure = n === 2 ? JSON.stringify({ code: 'already-acknowledged', message: 'Bàn trực 2 đã tiếp nhận' }) : null
    const sum = version >= 2 ? { checksum: checksumOf(`request ${key} alert.acknowledge ${madeAtMs}`, input) } : {}
    insert(database, 'requests', { key, type: 'alert.acknowledge', input, made_at_ms: madeAtMs, failure, ...sum })
  }
}

/** @param {Connection} database @param {number} version */
function fillLog(database, version) {
  insert(database, 'meta', { key: 'epoch', value: epoch })
  facts().forEach((fact, at) => {
    const { stream, seq, id, type, recordedAtMs } = fact
    insert(database, 'facts', { position: at + 1, stream, seq, id, type, recorded_at_ms: recordedAtMs, body: JSON.stringify(fact) })
  })
  const answer = { ok: true, value: { id: 'cap-1' } }
  insert(database, 'answers', { key: '00000000-0000-4000-9000-000000000009', answered_at_ms: firstAtMs, result: JSON.stringify(answer) })
  if (version >= 2) {
    insert(database, 'reading_roll_ups', rollUp())
    insert(database, 'epochs', { epoch: 'a-former-log', ended_at_ms: firstAtMs - 1, last_position: 0, why: 'put back' })
  }
  if (version >= 3) {
    const post = 'a-log-of-another-post'
    insert(database, 'posts', { epoch: post, name: 'Bàn trực 2', fingerprint: 'ab:cd', brought_at_ms: firstAtMs })
    insert(database, 'post_facts', { position: 1, epoch: post, stream: 'alerts', seq: 1, body: JSON.stringify(facts()[0]) })
  }
}

/** @param {Connection} database @param {string} table @param {Record<string, unknown>} row */
function insert(database, table, row) {
  const names = Object.keys(row)
  database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(row))
}
