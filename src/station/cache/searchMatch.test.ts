import { expect, test } from 'vitest'
import { matchOf } from './searchMatch'

const nothing = { text: '', severities: [], states: [], connectors: [], drill: null }

test.each([
  ['nothing', {}, null],
  ['signs only', { text: ' " * - ' }, null],
  ['words, marks folded', { text: 'Điện Biên' }, 'words : "dien" AND words : "bien"'],
  ['a phrase', { text: '"Hoàng Diệu" ngập' }, 'words : "hoang dieu" AND words : "ngap"'],
  ['a phrase that is still being typed', { text: '“Hoàng Di' }, 'words : "hoang di"'],
  [
    'operators are words like others',
    { text: 'a OR b* NEAR(c)' },
    'words : "a" AND words : "or" AND words : "b" AND words : "near" AND words : "c"',
  ],
  [
    'values',
    { severities: ['critical' as const, 'high' as const], connectors: ['gauge-rule' as const], drill: false },
    'tags : ("severitycritical" OR "severityhigh") AND tags : ("connectorgaugerule") AND tags : ("drillno")',
  ],
])('%s', (_what, changes, match) => {
  expect(matchOf({ ...nothing, ...changes })).toBe(match)
})

const words = ['ngap', 'ngay', 'ngang', 'dien']
const complete = (beginning: string) => words.filter((word) => word.startsWith(beginning))

test.each([
  ['the last word may go on', 'điện ng', 'words : "dien" AND words : ("ng" OR "ngap" OR "ngay" OR "ngang")'],
  ['a whole word is itself first', 'ngap', 'words : "ngap"'],
  ['behind a space it is done', 'ng ', 'words : "ng"'],
  ['in a phrase it is as it stands', '"dien ng', 'words : "dien ng"'],
  ['behind a phrase it may go on', '"dien" nga', 'words : "dien" AND words : ("nga" OR "ngap" OR "ngay" OR "ngang")'],
  ['a number is whole', 'dien 12', 'words : "dien" AND words : "12"'],
])('a word that is being typed: %s', (_what, text, match) => {
  expect(matchOf({ ...nothing, text }, complete)).toBe(match)
})
