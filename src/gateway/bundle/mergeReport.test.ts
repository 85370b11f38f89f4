import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mergeReport, type BundleConflict, type MergeReport } from '#shared/contract/bundle'
import { testFolder } from '#test/builders/folderBuilder'
import { emptyReport, keepReport, reportInWords } from './mergeReport'

const version = { severity: 'high' as const, headline: 'Ngập đường', sentAtMs: 0, acknowledged: null, cleared: null }
const conflict: BundleConflict = {
  kind: 'alert',
  id: 'a',
  differs: ['acknowledged'],
  here: { ...version, acknowledged: { atMs: 0, by: 'Minh' } },
  there: { ...version, cleared: { atMs: 60_000, reason: 'cancelled' } },
}
const merged: MergeReport = {
  ...emptyReport('/media/usb/one.bundle', 0),
  outcome: 'merged',
  from: { post: 'Triệu Phong', madeBy: 'Lan', madeAtMs: 0, epoch: 'epoch-of-a', fingerprint: '1111-2222', cityId: 'dong-ha' },
  relation: 'other-log',
  facts: { added: 12, duplicates: 3 },
  alerts: { raised: 2, updated: 1, cleared: 1, duplicates: 4, over: 5 },
  conflicts: { count: 1, listed: [conflict] },
  refused: { count: 1, listed: [{ what: 'alert b', why: 'not both real' }] },
  cursors: { alerts: 12, readings: 3, room: 0, wall: 0 },
}

test('a merge is told in words: from whom, how many, and both versions of what differs', () => {
  const words = reportInWords(merged)
  for (const part of [
    'Triệu Phong, made by Lan 1970-01-01 00:00:00 UTC, key 1111-2222',
    '12 facts added, 3 were here already',
    '2 raised here, 1 updated, 1 called off, 4 known already, 5 over there',
    'alerts=12,readings=3,room=0',
    'alert b: not both real',
    'here:  high, "Ngập đường", sent 1970-01-01 00:00:00 UTC; acknowledged by Minh 1970-01-01 00:00:00 UTC; goes on',
    'there: high, "Ngập đường", sent 1970-01-01 00:00:00 UTC; nobody acknowledged it; cancelled 1970-01-01 00:01:00 UTC',
  ]) {
    expect(words).toContain(part)
  }
})

test('a refusal says why, and that nothing was changed', () => {
  const refused: MergeReport = { ...emptyReport('x', 0), refusal: { code: 'gap', message: 'alerts 3 to 4 are missing' } }
  expect(reportInWords(refused)).toContain('REFUSED (gap): alerts 3 to 4 are missing\nNothing was changed.')
})

test('many conflicts are counted, and the first of them told', () => {
  const words = reportInWords({ ...merged, conflicts: { count: 70, listed: Array.from({ length: 70 }, () => conflict) } })
  expect([words.match(/alert a:/g)?.length, words.includes('and 50 more')]).toEqual([20, true])
})

test('a report is kept in words and as JSON of the contract', () => {
  const folder = testFolder('merge-report')
  try {
    const file = keepReport(folder.path, merged)
    expect(readFileSync(file, 'utf8')).toBe(reportInWords(merged))
    expect(mergeReport.parse(JSON.parse(readFileSync(file.replace(/txt$/, 'json'), 'utf8')))).toEqual(merged)
  } finally {
    folder.remove()
  }
})
