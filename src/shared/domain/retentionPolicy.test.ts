import { expect, test } from 'vitest'
import { keepEverything, readRetentionPolicy } from './retentionPolicy'

const file = '/data/retention.json'
const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code })
}

test('without a file readings are kept for thirty days, and all else for ever', () => {
  const policy = { readingsDays: 30, alertsDays: null, roomDays: null, wallDays: null, answersDays: 400 }
  expect(readRetentionPolicy(file, failing('ENOENT'))).toEqual({ policy, problem: null })
})

test('a file says what it wants to be different', () => {
  const policy = { readingsDays: null, alertsDays: 365.5, roomDays: null, wallDays: null, answersDays: 400 }
  expect(readRetentionPolicy(file, () => '{ "readingsDays": null, "alertsDays": 365.5 }')).toEqual({ policy, problem: null })
})

test.each([
  ['no JSON', 'thirty days'],
  ['a typing error', '{ "readingDays": 3 }'],
  ['no time at all', '{ "readingsDays": 0 }'],
  ['a text', '{ "readingsDays": "30" }'],
])('of a file with %s nothing is believed: everything is kept, and it is said', (_what, text) => {
  expect(readRetentionPolicy(file, () => text)).toEqual({ policy: keepEverything, problem: expect.stringContaining(file) })
})

test('a file that cannot be read is said too', () => {
  expect(readRetentionPolicy(file, failing('EACCES'))).toEqual({ policy: keepEverything, problem: `${file}: EACCES` })
})
