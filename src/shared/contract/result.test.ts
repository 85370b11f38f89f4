import { expect, test } from 'vitest'
import { z } from 'zod'
import { fail, failure, resultOf, succeed } from './result'

test('a refusal that quotes what it refused still is of the contract', () => {
  const refused = fail('invalid', `not known: ${'a\0\u202e\ud800'.repeat(1_000)}`, { what: 'é\0'.repeat(500), count: 3 })
  expect(failure.safeParse(refused.failure).success).toBe(true)
  expect([refused.failure.message.length, refused.failure.details]).toEqual([2_000, { what: 'é'.repeat(400), count: 3 }])
})

test('without details there is no such field', () => {
  expect(fail('internal', 'broken')).toEqual({ ok: false, failure: { code: 'internal', message: 'broken' } })
})

test('a Result is one thing or the other', () => {
  const schema = resultOf(z.number())
  expect(
    [
      succeed(1),
      fail('invalid', 'no'),
      { ok: true },
      { ok: true, value: 'a' },
      { ok: false, value: 1 },
      { ...succeed(1), failure: null },
    ].map((value) => schema.safeParse(value).success),
  ).toEqual([true, true, false, false, false, false])
})
