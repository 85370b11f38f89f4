import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import type { EventLog } from './eventLog'
import { keepHeadRecord, readHeadRecord, whyAnotherLog, type HeadRecord } from './headRecord'
import type { LogKeeping } from './logKeeping'
import { openSqliteLog } from './sqliteLog'

let folder: string
let log: EventLog
let keeping: LogKeeping
let waiting: (() => void)[]
let troubles: unknown[]

const file = (): string => join(folder, 'log.head')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'head-record-'))
  waiting = []
  troubles = []
  const opened = openSqliteLog({ file: join(folder, 'log.sqlite'), now: () => 1 })
  if (!opened.ok) throw new Error(opened.detail)
  ;({ log, keeping } = opened)
})
afterEach(() => {
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

const append = (): Fact[] => log.write((writer) => writer.append([buildNewFact('alert.raised', { alert: buildAlert() })]))
const keep = (at = file()) =>
  keepHeadRecord({
    file: at,
    log,
    keeping,
    now: () => 5,
    timers: {
      after(_delayMs, work) {
        waiting.push(work)
        return () => void (waiting = [])
      },
      every: () => () => undefined,
    },
    onTrouble: (error) => troubles.push(error),
  })
const record = (changes: Partial<HeadRecord> = {}): HeadRecord => ({
  epoch: log.epoch,
  position: log.lastPosition(),
  factId: keeping.factIdAt(log.lastPosition()) ?? null,
  atMs: 5,
  ...changes,
})

test('many commits are one writing, and the end is another; nothing half written stays', async () => {
  const kept = keep()
  append()
  append()
  expect(waiting.length).toBe(1)
  waiting.splice(0)[0]?.()
  append()
  await kept.close()
  expect([readHeadRecord(file()), existsSync(`${file()}.new`), troubles]).toEqual([record(), false, []])
})

test('without a file nothing is known; one that cannot be read is trouble', () => {
  expect(readHeadRecord(file())).toBe(null)
  for (const text of ['', 'shopping list', '{"epoch":1}']) {
    writeFileSync(file(), text)
    expect(() => readHeadRecord(file())).toThrow()
  }
})

test('a folder that cannot be written is said, and the log goes on', async () => {
  const kept = keep(join(folder, 'nowhere', 'log.head'))
  waiting.splice(0)[0]?.()
  append()
  await kept.close()
  expect(troubles.map((error) => (error as NodeJS.ErrnoException).code)).toEqual(['ENOENT', 'ENOENT'])
  expect(readdirSync(folder)).not.toContain('log.head')
})

test('the same log, or one that has gone on since, is itself', () => {
  append()
  const before = record()
  append()
  expect([whyAnotherLog(before, log, keeping), whyAnotherLog(record(), log, keeping)]).toEqual([null, null])
})

test('one that is behind, tells another story, or is another altogether, is not', () => {
  append()
  expect(whyAnotherLog(record({ position: 7 }), log, keeping)).toBe('the log had come to position 7, this one ends at 1')
  expect(whyAnotherLog(record({ factId: 'another' }), log, keeping)).toContain('at position 1 the log had the fact another')
  expect(whyAnotherLog(record({ epoch: 'another-log' }), log, keeping)).toContain('the epoch another-log')
})

test('an epoch that was renewed just before the power went is no reason to renew it again', () => {
  append()
  const before = record()
  log.renewEpoch('put back')
  expect(whyAnotherLog(before, log, keeping)).toBe(null)
})
