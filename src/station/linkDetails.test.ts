import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { noCursors } from '#shared/contract/ids'
import { fail, succeed } from '#shared/contract/result'
import { linkDetails } from '#shared/contract/stationPort'
import { linkDetailsOf } from './linkDetails'

const cursors = { ...noCursors, alerts: 7 }
const cache = { position: () => ({ epoch: 'epoch-one', cursors }), lastSnapshotMs: () => 5 }

test('tells position, lag, snapshot, the size of the file and its write-ahead log, and how far back it goes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'details-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'cache.sqlite')
  writeFileSync(file, 'a'.repeat(100))
  writeFileSync(`${file}-wal`, 'a'.repeat(20))
  const details = linkDetailsOf(cache, file, { heads: cursors, lagMs: 0 }, succeed({ indexedSeq: 6, headSeq: 7, oldestAtMs: 1 }))
  expect(linkDetails.parse(details)).toEqual({
    cursors,
    heads: cursors,
    lagMs: 0,
    lastSnapshotAtMs: 5,
    cacheBytes: 120,
    oldestAtMs: 1,
    indexedSeq: 6,
  })
})

test('says nothing that it does not know', () => {
  expect(linkDetailsOf(cache, '/nowhere', { heads: null, lagMs: null }, fail('unavailable', 'no reader'))).toMatchObject({
    cacheBytes: 0,
    oldestAtMs: null,
    indexedSeq: 0,
  })
})
