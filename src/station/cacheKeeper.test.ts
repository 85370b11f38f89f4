import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noCursors } from '#shared/contract/ids'
import { emptyRoom } from '#shared/domain/roomFold'
import { buildAlertState } from '#test/builders/alertBuilder'
import type { Cache, CacheTrouble } from './cache/cache'
import { keepCache } from './cacheKeeper'

let folder: string
let troubles: CacheTrouble[]
const file = (): string => join(folder, 'cache.sqlite')
const keep = (path = file()) => keepCache(path, 0, (trouble) => troubles.push(trouble))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cache-keeper-'))
  troubles = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const install = (cache: Cache): void =>
  cache.installSnapshot({ epoch: 'epoch-one', asOf: { ...noCursors, alerts: 1 }, alerts: [buildAlertState()], room: emptyRoom })
const held = (cache: Cache) => [cache.position(), cache.alertsInQueue(10), cache.lastContactMs()]

test('writes to the file while it can', () => {
  const first = keep()
  first.write(install)
  const before = held(first.cache)
  first.close()
  const second = keep()
  expect([held(second.cache), troubles]).toEqual([before, []])
  second.close()
})

test('goes on from memory with everything it had when the disk refuses, and says so', () => {
  const keeper = keep()
  keeper.write(install)
  keeper.write((cache) => cache.noteContact(5))
  let tries = 0
  keeper.write((cache) => {
    tries += 1
    if (tries === 1) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    cache.noteContact(7)
  })
  expect([held(keeper.cache), troubles]).toEqual([
    [{ epoch: 'epoch-one', cursors: { ...noCursors, alerts: 1 } }, [buildAlertState()], 7],
    [{ code: 'cache-unwritable', file: file(), detail: 'database or disk is full', movedTo: '' }],
  ])
  keeper.close()
  // What the file had before is still there for the next start.
  const again = keep()
  expect(held(again.cache)).toEqual([{ epoch: 'epoch-one', cursors: { ...noCursors, alerts: 1 } }, [buildAlertState()], 5])
  again.close()
})

test('says what was wrong with a file at the start', () => {
  writeFileSync(file(), 'shopping list '.repeat(100))
  const keeper = keep()
  keeper.write(install)
  expect([troubles.map(({ code }) => code), keeper.cache.countInQueue()]).toEqual([['cache-not-a-database'], 1])
  keeper.close()
})
