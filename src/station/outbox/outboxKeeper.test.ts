import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import { openOutbox, type KeptRequest } from './outbox'
import { keepOutbox } from './outboxKeeper'

let folder: ReturnType<typeof testFolder>
let heard: string[]
let retry: (() => void) | undefined
beforeEach(() => {
  folder = testFolder('outbox-keeper')
  heard = []
  retry = undefined
})
afterEach(() => folder.remove())

const file = (): string => folder.at('station', 'outbox.sqlite')
const keep = () =>
  keepOutbox({
    file: file(),
    open: openOutbox,
    now: () => 0,
    timers: {
      after: () => () => undefined,
      every(_everyMs, work) {
        retry = work
        return () => (retry = undefined)
      },
    },
    onDamaged: () => heard.push('damaged'),
    onTrouble: ({ code }) => heard.push(code),
    onRecovered: () => heard.push('recovered'),
  })
const request = (n: number): KeptRequest => ({
  key: `00000000-0000-4000-8000-00000000000${n}`,
  type: 'alert.acknowledge',
  input: { id: `a${n}`, expectedVersion: 1, note: '' },
  madeAtMs: n,
})

test('a disk that refuses at the start is asked again; what was kept meanwhile goes behind what it holds, in order', () => {
  const before = openOutbox(file(), 0).outbox
  before.add(request(1))
  const { stationId } = before
  before.close()
  // A file where the folder should be: it cannot be opened, as on a disk that is gone.
  renameSync(folder.at('station'), folder.at('elsewhere'))
  writeFileSync(folder.at('station'), '')
  const outbox = keep()
  outbox.add(request(2))
  outbox.add(request(3))
  outbox.refuse(request(2).key, { code: 'stale-version', message: 'taken' })
  retry?.()
  expect([heard, outbox.durable, outbox.stationId === stationId]).toEqual([['outbox-unwritable'], false, false])
  rmSync(folder.at('station'))
  renameSync(folder.at('elsewhere'), folder.at('station'))
  retry?.()
  expect([heard, outbox.durable, outbox.stationId, retry]).toEqual([['outbox-unwritable', 'recovered'], true, stationId, undefined])
  expect(outbox.entries().map(({ key, state }) => [key, state])).toEqual([
    [request(1).key, 'waiting'],
    [request(2).key, 'refused'],
    [request(3).key, 'waiting'],
  ])
  outbox.close()
  const again = keep()
  expect(again.entries().length).toBe(3)
  again.close()
})

test('a file of a newer version is left alone for good', () => {
  const outbox = keepOutbox({
    file: file(),
    open: () => ({ ...openOutbox(':memory:', 0), trouble: { code: 'outbox-future-schema', file: file(), detail: '', movedTo: '' } }),
    now: () => 0,
    timers: { after: () => () => undefined, every: () => expect.unreachable('nothing is asked again') },
    onDamaged: () => undefined,
    onTrouble: ({ code }) => heard.push(code),
    onRecovered: () => undefined,
  })
  expect([heard, outbox.durable]).toEqual([['outbox-future-schema'], false])
  outbox.close()
})
