import { expect, test } from 'vitest'
import { readReport } from './benchReport.mjs'

const good = { name: 'line', figures: { eventToPixelP50Ms: 41.2 }, machine: { cores: 2 } }

test('reads a report', () => {
  expect(readReport(JSON.stringify(good), 'line')).toEqual(good)
})

test.each([
  ['done.', 'its last line is not JSON: done.'],
  ['null', 'its last line names undefined'],
  [JSON.stringify({ ...good, name: 'other' }), 'its last line names "other"'],
  [JSON.stringify({ ...good, figures: {} }), 'its last line has no figures'],
  [JSON.stringify({ ...good, figures: { p50Ms: 'fast' } }), 'its figure p50Ms is "fast", not a number'],
  [JSON.stringify({ ...good, figures: { p50Ms: NaN } }), 'its figure p50Ms is null, not a number'],
  [JSON.stringify({ ...good, machine: [] }), 'its last line has no machine'],
])('says what is wrong with %s', (line, problem) => {
  expect(readReport(line, 'line')).toBe(problem)
})
