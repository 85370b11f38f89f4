import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StationPush } from '#shared/contract/stationPort'
import { fail, succeed, type Result } from '#shared/contract/result'
import { createDrain } from './drain'
import { openOutbox, type Outbox } from './outbox'

type Answer = Result<{ version: number; seq: number }>
let outbox: Outbox
let isLive: boolean
let sent: string[]
let answers: ((answer: Answer) => void)[]
let pushes: StationPush[]
let troubles: unknown[]
let drain: ReturnType<typeof createDrain>
/** Requests that wait for what they name, and those the gateway has sent back for it. */
let unready: string[]
let missing: string[]

beforeEach(() => {
  vi.useFakeTimers()
  outbox = openOutbox(':memory:', 0).outbox
  isLive = true
  sent = []
  answers = []
  pushes = []
  troubles = []
  unready = []
  missing = []
  drain = createDrain({
    outbox,
    isLive: () => isLive,
    isReady: ({ key }) => !unready.includes(key),
    onContentMissing({ key }) {
      missing.push(key)
      unready.push(key)
    },
    send(request) {
      sent.push(request.key)
      return new Promise((resolve) => answers.push(resolve))
    },
    onAnswered: (push) => pushes.push(push),
    onTrouble: (error) => troubles.push(error),
  })
})
afterEach(() => {
  drain.close()
  outbox.close()
  vi.useRealTimers()
})

const add = (key: string): void =>
  outbox.add({ key, type: 'alert.acknowledge', input: { id: 'a', expectedVersion: 1, note: '' }, madeAtMs: 1 })
/** Answers the request under way and lets everything that follows from it happen. */
const answer = async (result: Answer): Promise<void> => {
  answers.shift()?.(result)
  await vi.advanceTimersByTimeAsync(0)
}
const done: Answer = succeed({ version: 2, seq: 1 })
const noAnswer: Answer = fail('unavailable', 'no answer')
const refused: Answer = fail('stale-version', 'changed')
const stateOf = () => outbox.entries().map(({ key, state }) => [key, state])

test('sends one after another, in order, and each leaves only with its answer', async () => {
  add('a')
  add('b')
  drain.wake()
  drain.wake()
  expect([sent, stateOf()]).toEqual([
    ['a'],
    [
      ['a', 'waiting'],
      ['b', 'waiting'],
    ],
  ])
  await answer(done)
  expect([sent, stateOf()]).toEqual([['a', 'b'], [['b', 'waiting']]])
  await answer(refused)
  expect([stateOf(), pushes]).toEqual([
    [['b', 'refused']],
    [
      { kind: 'answer', key: 'a', result: done },
      { kind: 'answer', key: 'b', result: refused },
    ],
  ])
})

test('sends nothing while the line is away', () => {
  isLive = false
  add('a')
  drain.wake()
  expect(sent).toEqual([])
})

test('a gateway that cannot answer is asked again, in the same order, although nothing else happens', async () => {
  add('a')
  add('b')
  drain.wake()
  await answer(noAnswer)
  expect([sent, pushes]).toEqual([['a'], []])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toEqual(['a', 'a'])
  await answer(done)
  expect(sent).toEqual(['a', 'a', 'b'])
})

test('a line that comes back while an answer is still awaited is not missed', async () => {
  add('a')
  drain.wake()
  drain.wake()
  await answer(noAnswer)
  drain.wake()
  expect(sent).toEqual(['a', 'a'])
})

test('a request that is made in the moment in which the last look found nothing is not left lying', async () => {
  drain.wake()
  add('a')
  drain.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual(['a'])
})

test('an outbox that cannot be written is told of, and tried again', async () => {
  vi.spyOn(outbox, 'remove').mockImplementationOnce(() => {
    throw new Error('disk full')
  })
  add('a')
  drain.wake()
  await answer(done)
  expect([troubles, pushes]).toEqual([[new Error('disk full')], []])
  await vi.advanceTimersByTimeAsync(2_000)
  await answer(done)
  expect([sent, stateOf(), pushes.length]).toEqual([['a', 'a'], [], 1])
})

test('what is not ready steps aside; those behind it go on in order, and it goes when it is ready', async () => {
  unready = ['note']
  add('note')
  add('a')
  add('b')
  drain.wake()
  await answer(done)
  await answer(done)
  expect([sent, stateOf()]).toEqual([['a', 'b'], [['note', 'waiting']]])
  unready = []
  add('c')
  drain.wake()
  await answer(done)
  await answer(done)
  expect([sent, stateOf()]).toEqual([['a', 'b', 'note', 'c'], []])
})

test('one whose contents the gateway has lost waits for them again, and holds nobody up', async () => {
  add('note')
  add('a')
  drain.wake()
  await answer(fail('content-missing', 'gone'))
  await answer(done)
  expect([sent, missing, stateOf(), pushes.length]).toEqual([['note', 'a'], ['note'], [['note', 'waiting']], 1])
})

test('after its end nothing is sent and nothing waits, not even an answer that comes late', async () => {
  add('a')
  drain.wake()
  drain.close()
  await answer(noAnswer)
  drain.wake()
  expect([sent, vi.getTimerCount()]).toEqual([['a'], 0])
})
