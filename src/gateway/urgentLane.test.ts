import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AlertState } from '#shared/contract/alert'
import type { NewFact } from '#shared/contract/fact'
import { maximumPageFacts, maximumUrgentAlerts } from '#shared/contract/feed'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import type { EventLog } from './log/eventLog'
import { openSqliteLog } from './log/sqliteLog'
import { createRoomModel, type RoomModel } from './roomModel'
import { createUrgentLane } from './urgentLane'

let folder: string
let log: EventLog
let model: RoomModel
let behind: number
let sent: AlertState[][]
let shown: () => void

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'urgent-'))
  const opened = openSqliteLog({ file: join(folder, 'log.sqlite'), now: () => 1 })
  if (!opened.ok) throw new Error(opened.detail)
  log = opened.log
  model = createRoomModel()
  behind = maximumPageFacts + 1
  sent = []
  shown = () => undefined
})
afterEach(() => {
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

const append = (...facts: NewFact[]): void => {
  for (const fact of log.write((writer) => writer.append(facts))) model.apply(fact)
}
const raised = (id: string, severity: 'critical' | 'high' = 'critical'): NewFact =>
  buildNewFact('alert.raised', { alert: buildAlert({ id, severity }) })
const lane = () =>
  createUrgentLane({
    log,
    model: () => model,
    behind: () => behind,
    send(alerts, done) {
      sent.push(alerts)
      shown = done
    },
  })
const ids = (): string[][] => sent.map((alerts) => alerts.map(({ alert }) => alert.id))

test('at first tells what is critical and in the queue, then what becomes so, one message at a time', () => {
  append(raised('a'), raised('b', 'high'), raised('over'))
  append(buildNewFact('alert.cleared', { id: 'over', reason: 'drill-ended' }))
  const urgent = lane()
  urgent.look()
  append(raised('c'), raised('d', 'high'))
  urgent.look()
  append(raised('e'))
  urgent.look()
  expect(ids()).toEqual([['a']])
  shown()
  expect(ids()).toEqual([['a'], ['c', 'e']])
})

test('tells what has become of an alert that was told, as it stands when it is sent', () => {
  append(raised('a'))
  const urgent = lane()
  urgent.look()
  append(buildNewFact('alert.cleared', { id: 'a', reason: 'cancelled' }))
  append(buildNewFact('alert.acknowledged', { id: 'a', note: '' }))
  shown()
  expect(sent.at(-1)).toMatchObject([{ alert: { id: 'a' }, version: 3, cleared: { reason: 'cancelled' } }])
})

test('a flood comes in several messages', () => {
  append(...Array.from({ length: maximumUrgentAlerts + 3 }, (_, index) => raised(`a${index}`)))
  lane().look()
  shown()
  expect(sent.map(({ length }) => length)).toEqual([maximumUrgentAlerts, 3])
})

test('a station within a page of the head is told nothing, and what waits for it is forgotten', () => {
  append(raised('a'))
  behind = maximumPageFacts
  const urgent = lane()
  urgent.look()
  append(raised('b'))
  urgent.look()
  expect(sent).toEqual([])
  behind += 1
  urgent.look()
  expect(sent).toEqual([])
  append(raised('c'))
  urgent.look()
  append(raised('d'))
  urgent.look()
  behind = 0
  shown()
  expect(ids()).toEqual([['c']])
})
