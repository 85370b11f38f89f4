/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const noTests = { passed: 0, failed: 0, skipped: 0 }

/** @param {Counts} one @param {Counts} other @returns {Counts} */
export function addCounts(one, other) {
  return { passed: one.passed + other.passed, failed: one.failed + other.failed, skipped: one.skipped + other.skipped }
}

/**
 * Counts of vitest's JSON report. A file that could not be loaded has no tests and counts as one failure, so that it cannot go unseen.
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Counts}
 */
export function countVitest({ testResults }) {
  return testResults.map(countFile).reduce(addCounts, noTests)
}

/** @param {{ status: string, assertionResults: { status: string }[] }} file */
function countFile({ status, assertionResults }) {
  const passed = assertionResults.filter((test) => test.status === 'passed').length
  const failed = assertionResults.filter((test) => test.status === 'failed').length
  const skipped = assertionResults.length - passed - failed
  return { passed, failed: status === 'failed' && failed === 0 ? 1 : failed, skipped }
}

/**
 * Counts of Playwright's JSON report. A test that passed only when tried again counts as failed: nobody may lean on luck.
 * Errors outside of tests (a file that could not be loaded) count as failures too.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/**
 * What a suite's run comes to. A runner that failed without a failed test, or that ran nothing, is one failure of its own.
 * @param {Counts | undefined} counts Undefined when the runner left no report.
 * @param {number} exitCode
 * @returns {{ counts: Counts, problem: string | undefined }}
 */
export function judgeRun(counts, exitCode) {
  if (counts === undefined) return { counts: { ...noTests, failed: 1 }, problem: `the runner left no report (exit code ${exitCode})` }
  if (counts.passed + counts.failed === 0) return { counts: { ...counts, failed: 1 }, problem: 'no test ran' }
  if (exitCode !== 0 && counts.failed === 0)
    return { counts: { ...counts, failed: 1 }, problem: `the runner ended with exit code ${exitCode}` }
  return { counts, problem: undefined }
}

/** The closing line. @param {Counts} counts */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
