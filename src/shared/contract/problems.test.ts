import { expect, test } from 'vitest'
import { z } from 'zod'
import { problemsIn } from './problems'

const problemsOf = (schema: z.ZodType, value: unknown): string => {
  const parsed = schema.safeParse(value)
  return parsed.success ? '' : problemsIn(parsed.error)
}

test('says where and what', () => {
  expect(problemsOf(z.object({ a: z.object({ b: z.literal(1) }) }), { a: { b: 2 } })).toBe('a.b: Invalid input: expected 1')
})

test('calls the whole by its name', () => {
  expect(problemsOf(z.literal(1), 2)).toBe('message: Invalid input: expected 1')
})

test('stops after five', () => {
  const said = problemsOf(z.array(z.literal(1)), [2, 2, 2, 2, 2, 2, 2])
  expect([said.split('; ').length, said.endsWith('; and 2 more')]).toEqual([6, true])
})
