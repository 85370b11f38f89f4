import { expect, test } from 'vitest'
import { formatHelp, parseOptions, UsageError } from './options.mjs'

const rules = {
  displays: { value: 'N', range: { from: 1, to: 16 }, help: 'how many', example: '--displays 9' },
  lang: { value: 'vi|en', choices: ['vi', 'en'], help: 'language' },
  speed: { value: 'N', positive: true, help: 'how fast' },
  gateway: { value: 'URL', help: 'where' },
  e2e: { help: 'a switch' },
}

test('reads both spellings of an option, switches, words and the rest', () => {
  expect(parseOptions(['--displays', '9', '--gateway=http://a/?x=1', 'unit', '--e2e', '--', '--displays', 'x'], rules)).toEqual({
    options: { displays: '9', gateway: 'http://a/?x=1', e2e: true },
    words: ['unit'],
    rest: ['--displays', 'x'],
  })
})

test.each([
  [['--display', '4'], 'unknown option --display; did you mean --displays?'],
  [['-x'], 'unknown option -x'],
  [['-lang', 'vi'], 'unknown option -lang'],
  [['--toString'], 'unknown option --toString'],
  [['--displays'], '--displays needs a value: --displays N'],
  [['--displays='], '--displays needs a value: --displays N'],
  [['--displays', '--lang', 'vi'], '--displays needs a value, not --lang'],
  [['--displays', '17'], '--displays is a whole number from 1 to 16; not 17'],
  [['--displays', '2.5'], '--displays is a whole number from 1 to 16; not 2.5'],
  [['--lang', 'fr'], '--lang is one of vi, en; not fr'],
  [['--speed', '0'], '--speed is a number above 0; not 0'],
  [['--speed', 'fast'], '--speed is a number above 0; not fast'],
  [['--e2e=yes'], '--e2e takes no value'],
])('refuses %j', (line, message) => {
  expect(() => parseOptions(line, rules)).toThrow(new UsageError(message))
})

test('the help names every option with its example', () => {
  expect(formatHelp('npm start --', { displays: rules.displays, e2e: rules.e2e })).toBe(
    ['  --displays N  how many', '                  npm start -- --displays 9', '  --e2e         a switch'].join('\n'),
  )
})
