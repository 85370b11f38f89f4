import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { logMigrations, openSqliteLog } from '#gateway/log/sqliteLog'
import { cacheMigrations, openCache } from '#station/cache/cache'
import { openSearch } from '#station/cache/searchQueries'
import { openOutbox, outboxMigrations } from '#station/outbox/outbox'
import { testFolder } from '../builders/folderBuilder'
import { inDatabase, rowsOf, unpackFixture, type Row } from './schemas/schemaFixtures'

// Files of every version that there ever was, with data: the newest application reads every row of each, also after it was killed while it
// brought one up to date; and a file of a later version than it knows is said so, and left alone.

let folder: ReturnType<typeof testFolder>
let file: string
beforeEach(() => {
  folder = testFolder('schemas')
  file = folder.at('data.sqlite')
})
afterEach(() => folder.remove())

const json = (rows: Row[], column = 'body'): unknown[] => rows.map((row) => JSON.parse(String(row[column])) as unknown)
const epoch = 'a-log-of-the-fixtures'
const factsHeld = { alerts: 11, readings: 3, room: 1, wall: 0 }
const everything = {
  text: '',
  fromMs: null,
  untilMs: null,
  area: null,
  severities: [],
  states: [],
  connectors: [],
  drill: null,
  before: null,
}
const limits = { now: () => 0, deadlineMs: Infinity, countingMs: Infinity, isSuperseded: () => false }

/** Everything the product can read of a cache, in its own words. */
function readCache() {
  const { cache, trouble } = openCache(file, 0)
  while (cache.fillIndex(64));
  while (cache.checkRows(100) > 0);
  const { alerts } = cache.contents()
  const read = {
    trouble,
    position: cache.position(),
    lastContactMs: cache.lastContactMs(),
    room: cache.room(),
    alerts: Array.from({ length: 8 }, (_, n) => cache.alert(`cap-${n}`)),
    inQueue: cache.countInQueue(),
    notPacked: alerts.length,
    readings: cache.rawReadings(epoch),
  }
  cache.close()
  const search = openSearch(file)
  const found = search.search({ ...everything, text: 'hoang di' }, limits)
  const byNote = search.search({ ...everything, text: 'cuu ho' }, limits)
  const histories = Array.from({ length: 8 }, (_, n) => search.history(`cap-${n}`))
  search.close()
  return { ...read, found: found?.rows.map(({ state }) => state), byNote: byNote?.rows.length, histories }
}

function readOutbox() {
  const damaged: unknown[] = []
  const { outbox, trouble } = openOutbox(file, 0, (request) => damaged.push(request))
  const read = { damaged, trouble, stationId: outbox.stationId, entries: outbox.entries(), next: outbox.nextWaiting()?.key }
  outbox.close()
  return read
}

function readLog() {
  const opened = openSqliteLog({ file, now: () => 0 })
  if (!opened.ok) throw new Error(opened.detail)
  const { log, keeping } = opened
  const posts = opened.posts()
  const read = {
    epoch: log.epoch,
    heads: log.heads(),
    facts: log.read(0, 100).map(({ fact }) => fact),
    answer: log.answerFor('00000000-0000-4000-9000-000000000009')?.result,
    formerEpochs: keeping.formerEpochs().map((former) => former.epoch),
    days: keeping.rollUps('dong-ha', 'day').map(({ count }) => count),
    posts: posts.posts().map(({ name, held }) => [name, held.alerts]),
  }
  log.close()
  return read
}

/** What a file must hold, read from it before the product touches it. */
const kinds = {
  cache: {
    migrations: cacheMigrations,
    folder: 'src/station/cache/migrations',
    expectIntact(version: number, before: { facts: Row[]; alerts: Row[]; meta: Row[] }) {
      const read = readCache()
      const held = read.histories.flatMap(({ facts }) => facts)
      const room = before.meta.find(({ key }) => key === 'room')
      expect(read).toMatchObject({
        trouble: null,
        position: { epoch, cursors: factsHeld },
        lastContactMs: Date.UTC(2020, 9, 17, 17),
        room: JSON.parse(String(room?.['value'])) as unknown,
        inQueue: 7,
        readings: [1, 2, 3],
        byNote: 1,
      })
      expect(read.alerts.filter((state) => state !== undefined)).toHaveLength(8)
      expect(read.alerts).toMatchObject(version < 5 ? json(before.alerts) : [{ version: 3 }, ...json(before.alerts)])
      expect(read.found?.map(({ alert }) => alert.id)).toEqual(read.alerts.map((state) => state?.alert.id).toReversed())
      expect(held.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, at) => at + 1))
      const rows = json(before.facts.filter(({ stream }) => stream === 'alerts'))
      expect(held).toEqual(expect.arrayContaining(rows))
      expect(rows).toHaveLength(version < 5 ? 11 : 7)
    },
  },
  outbox: {
    migrations: outboxMigrations,
    folder: 'src/station/outbox/migrations',
    expectIntact(_version: number, before: { requests: Row[] }) {
      const read = readOutbox()
      const keys = before.requests.map(({ key }) => key)
      expect(keys).toHaveLength(3)
      expect(read).toMatchObject({ damaged: [], trouble: null, stationId: 'station-of-the-fixtures', next: keys[0] })
      expect(read.entries.map(({ key, input, state }) => ({ key, input, state }))).toEqual(
        before.requests.map((row) => ({
          key: row['key'],
          input: JSON.parse(String(row['input'])) as unknown,
          state: row['failure'] === null ? 'waiting' : 'refused',
        })),
      )
    },
  },
  log: {
    migrations: logMigrations,
    folder: 'src/gateway/log/migrations',
    expectIntact(version: number, before: { facts: Row[]; answers: Row[] }) {
      expect(before.facts).toHaveLength(15)
      expect(readLog()).toEqual({
        epoch,
        heads: factsHeld,
        facts: json(before.facts),
        answer: json(before.answers, 'result')[0],
        formerEpochs: version >= 2 ? ['a-former-log'] : [],
        days: version >= 2 ? [3] : [],
        posts: version >= 3 ? [['Bàn trực 2', 1]] : [],
      })
    },
  },
}

const rowsBefore = () => ({
  facts: rowsOf(file, 'facts', 'stream, seq').toSorted((a, b) => Number(a['position'] ?? 0) - Number(b['position'] ?? 0)),
  alerts: rowsOf(file, 'alerts', 'id'),
  meta: rowsOf(file, 'meta', 'key'),
  requests: rowsOf(file, 'requests', 'position'),
  answers: rowsOf(file, 'answers', 'key'),
})
const versionOf = (): unknown => inDatabase(file, (database) => database.pragma('user_version', { simple: true }))

describe.each(Object.entries(kinds))('%s', (kind, { migrations, folder: sources, expectIntact }) => {
  const newest = migrations.length

  test.each(migrations.map(({ number, name }) => [number, name] as const))('of version %i (%s): every row is there', (version) => {
    unpackFixture(kind, version, file)
    expect(versionOf()).toBe(version)
    const before = rowsBefore()
    expectIntact(version, before)
    expect(versionOf()).toBe(newest)
    // And once more, as the next start finds it.
    expectIntact(version, before)
  })

  test('killed at any statement of any step on the way from the oldest, it opens with every row', () => {
    const versions: unknown[] = []
    for (let steps = 0; ; steps += 1) {
      // What the last try left must not help this one.
      for (const suffix of ['', '-wal', '-shm', '.lock']) rmSync(file + suffix, { force: true })
      unpackFixture(kind, 1, file)
      const before = rowsBefore()
      const child = spawnSync(
        process.execPath,
        [resolve('test/contract/schemas/migrateAndDie.ts'), file, resolve(sources), String(steps)],
        {
          encoding: 'utf8',
        },
      )
      if (child.signal === null && child.status !== 0) throw new Error(child.stderr)
      versions.push(versionOf())
      expectIntact(1, before)
      if (child.signal === null) break
    }
    // Each step was interrupted: whatever the file had before it, it still had; and in the end there was nothing left to interrupt.
    expect([...new Set(versions)]).toEqual(migrations.map(({ number }) => number))
    expect(versions.length).toBeGreaterThan(2 * newest - 2)
  })

  test('of a later version is said so and left alone, to the last byte', () => {
    unpackFixture(kind, newest, file)
    inDatabase(file, (database) => database.pragma(`user_version = ${newest + 1}`))
    const before = readFileSync(file)
    const said =
      kind === 'log'
        ? openSqliteLog({ file, now: () => 0 })
        : kind === 'cache'
          ? closing(openCache(file, 0), ({ cache }) => cache.close()).trouble
          : closing(openOutbox(file, 0), ({ outbox }) => outbox.close()).trouble
    expect(said).toMatchObject({ file, detail: `schema ${newest + 1} is newer than ${newest}, the newest this version knows` })
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})

function closing<T>(opened: T, close: (opened: T) => void): T {
  close(opened)
  return opened
}
