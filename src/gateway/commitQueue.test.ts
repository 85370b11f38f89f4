import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewFact } from '#shared/contract/fact'
import { succeed } from '#shared/contract/result'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { createCommitQueue, type CommitQueue } from './commitQueue'
import type { EventLog } from './log/eventLog'
import { openSqliteLog } from './log/sqliteLog'

let folder: string
let log: EventLog
let troubles: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commit-queue-'))
  troubles = []
  log = open()
})
afterEach(() => {
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

function open(): EventLog {
  const opened = openSqliteLog({ file: join(folder, 'log.sqlite'), now: () => 1 })
  if (!opened.ok) throw new Error(opened.detail)
  return opened.log
}
const queueOn = (of: EventLog): CommitQueue => createCommitQueue(of, (error) => troubles.push(error))
const raised = (id: string, changes: object = {}): NewFact => buildNewFact('alert.raised', { alert: buildAlert({ id, ...changes }) })
const raise = (queue: CommitQueue, id: string) => queue.run((commit) => succeed(commit.append([raised(id)]).map(({ seq }) => seq)))
const idsIn = (queue: CommitQueue): string[] => [...queue.model.alerts.keys()]
const idsOf = (of: EventLog): string[] =>
  of.read(0, 1_000).flatMap(({ fact }) => (fact.type === 'alert.raised' ? [fact.payload.alert.id] : []))

test('begins with what the log holds', async () => {
  await raise(queueOn(log), 'a')
  expect(idsIn(queueOn(log))).toEqual(['a'])
})

test('tasks that arrive together run in order, see each other, and share one transaction', async () => {
  const queue = queueOn(log)
  let commits = 0
  log.follow(() => (commits += 1))
  const seen: number[] = []
  const results = await Promise.all(
    ['a', 'b', 'c'].map((id) =>
      queue.run((commit) => {
        seen.push(commit.model.alerts.size)
        return succeed(commit.append([raised(id)])[0]?.seq)
      }),
    ),
  )
  expect([results, seen, commits]).toEqual([[1, 2, 3].map((seq) => succeed(seq)), [0, 1, 2], 1])
})

test('a flood is written in several transactions, none of it lost', async () => {
  const queue = queueOn(log)
  let commits = 0
  log.follow(() => (commits += 1))
  await Promise.all(Array.from({ length: 450 }, (_, index) => raise(queue, `a${index}`)))
  expect([commits, idsOf(log).length, idsIn(queue).length]).toEqual([3, 450, 450])
})

test('a transaction that fails keeps nothing: model and log agree, everyone is told, and the next one works', async () => {
  const queue = queueOn(log)
  await raise(queue, 'before')
  const together = await Promise.all([
    raise(queue, 'lost'),
    queue.run(() => {
      throw new Error('disk I/O error')
    }),
    raise(queue, 'lost too'),
  ])
  const unavailable = { ok: false, failure: { code: 'unavailable', message: 'the log could not be written: disk I/O error' } }
  expect([together, troubles]).toEqual([[unavailable, unavailable, unavailable], [new Error('disk I/O error')]])
  expect([idsOf(log), idsIn(queue)]).toEqual([['before'], ['before']])
  expect(await raise(queue, 'after')).toEqual(succeed([2]))
  expect([idsOf(log), idsIn(queue)]).toEqual([
    ['before', 'after'],
    ['before', 'after'],
  ])
})

test('a fact that no station would take does not get into the log, and costs nobody else anything', async () => {
  const queue = queueOn(log)
  const results = await Promise.all([
    raise(queue, 'good'),
    queue.run((commit) => succeed(commit.append([raised('fine'), raised('bad', { texts: [] })]))),
    raise(queue, 'good too'),
  ])
  expect(results).toMatchObject([
    { ok: true },
    { ok: false, failure: { code: 'invalid', message: expect.stringContaining('texts') } },
    { ok: true },
  ])
  expect([idsOf(log), idsIn(queue), troubles]).toEqual([['good', 'good too'], ['good', 'good too'], []])
})

test('a refusal by the task itself is an answer like any other', async () => {
  const queue = queueOn(log)
  const refusal = { ok: false as const, failure: { code: 'not-found' as const, message: 'no' } }
  expect(await queue.run(() => refusal)).toEqual(refusal)
  expect(troubles).toEqual([])
})

test('is idle when everything was settled', async () => {
  const queue = queueOn(log)
  const order: string[] = []
  void raise(queue, 'a').then(() => order.push('a'))
  void raise(queue, 'b').then(() => order.push('b'))
  await queue.idle()
  await queue.idle()
  expect([order, idsOf(log)]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ])
})
