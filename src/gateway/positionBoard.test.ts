import { expect, test } from 'vitest'
import type { Positions, UnitPosition } from '#shared/contract/position'
import { createPositionBoard } from './positionBoard'

const unit = (id: string, atMs: number, more: Partial<UnitPosition> = {}): UnitPosition => ({
  id,
  name: id,
  kind: 'police',
  place: { lonDeg: 107.1, latDeg: 16.8 },
  headingDeg: 90,
  atMs,
  urgent: false,
  drill: true,
  ...more,
})

function board(nowMs = 100_000) {
  const told: Positions[] = []
  let due: (() => void)[] = []
  const made = createPositionBoard({
    tell: (message) => told.push(message),
    now: () => nowMs,
    timers: { after: (_ms, work) => (due.push(work), () => (due = due.filter((each) => each !== work))), every: () => () => undefined },
  })
  return {
    told,
    all: () => made.all().flatMap(({ positions }) => positions),
    close: made.close,
    post: (...positions: UnitPosition[]) => made.receive(Buffer.from(JSON.stringify({ positions }))),
    raw: (text: string) => made.receive(Buffer.from(text)),
    passTime: () => due.splice(0).forEach((work) => work()),
  }
}

test('what arrives together is told together, the newest of each unit', async () => {
  const { told, post, passTime, all } = board()
  expect(await post(unit('a', 1), unit('b', 1))).toEqual({ ok: true, value: { duplicate: false, taken: 2 } })
  await post(unit('a', 2))
  expect(told).toEqual([])
  passTime()
  expect(told).toEqual([{ positions: [unit('a', 2), unit('b', 1)] }])
  expect(all()).toEqual([unit('a', 2), unit('b', 1)])
})

test('what is older than what is known changes nothing and is told to nobody', async () => {
  const { told, post, passTime } = board()
  await post(unit('a', 5))
  passTime()
  expect(await post(unit('a', 5), unit('a', 4))).toEqual({ ok: true, value: { duplicate: true, taken: 0 } })
  passTime()
  expect(told).toHaveLength(1)
})

test.each([
  'no JSON',
  '{}',
  '{"positions":[{"id":"a"}]}',
  JSON.stringify({ positions: [unit('a', 1, { place: { lonDeg: 181, latDeg: 0 } })] }),
  JSON.stringify({ positions: [unit('a', 1, { headingDeg: 400 })] }),
  JSON.stringify({ positions: [unit('a', 100_000 + 61_000)] }),
  JSON.stringify({ positions: Array.from({ length: 2_001 }, (_, n) => unit(`u${n}`, 1)) }),
])('%.60s is refused whole', async (text) => {
  const { all, raw, passTime, told } = board()
  expect(await raw(text)).toMatchObject({ ok: false, failure: { code: 'invalid' } })
  passTime()
  expect([all(), told]).toEqual([[], []])
})

test('more than fits into one message goes in several', async () => {
  const { post, passTime, told } = board()
  for (const from of [0, 1_500]) await post(...Array.from({ length: 1_500 }, (_, n) => unit(`u${from + n}`, 1)))
  passTime()
  expect(told.map(({ positions }) => positions.length)).toEqual([2_000, 1_000])
})

test('after its end nothing is told', async () => {
  const { post, close, passTime, told } = board()
  await post(unit('a', 1))
  close()
  passTime()
  expect(told).toEqual([])
})
