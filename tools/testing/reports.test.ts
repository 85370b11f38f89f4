import { expect, test } from 'vitest'
import { addCounts, countPlaywright, countVitest, formatCounts, judgeRun } from './reports.mjs'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) })

test('counts the tests of every file', () => {
  const report = { testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed', 'todo')] }
  expect(countVitest(report)).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

test('a file that could not be loaded is a failure', () => {
  expect(countVitest({ testResults: [file('failed'), file('passed', 'passed')] })).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

test('a flaky test and an error outside of tests are failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 })
})

test.each([
  ['no report', undefined, 0, 'the runner left no report (exit code 0)'],
  ['no test', { passed: 0, failed: 0, skipped: 4 }, 0, 'no test ran'],
  ['a runner that failed for itself', { passed: 3, failed: 0, skipped: 0 }, 1, 'the runner ended with exit code 1'],
])('%s is one failure', (_what, counts, exitCode, problem) => {
  const judged = judgeRun(counts, exitCode)
  expect(judged.problem).toBe(problem)
  expect(judged.counts.failed).toBe(1)
})

test('failed tests are counted as they are', () => {
  const counts = { passed: 3, failed: 2, skipped: 0 }
  expect(judgeRun(counts, 1)).toEqual({ counts, problem: undefined })
})

test('the closing line names what was skipped only where something was', () => {
  expect(formatCounts(addCounts({ passed: 1, failed: 0, skipped: 0 }, { passed: 2, failed: 1, skipped: 0 }))).toBe('3 passed, 1 failed')
  expect(formatCounts({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped')
})
