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
