/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {'vitest' | 'playwright'} runner
 * @property {readonly string[]} projects Projects of vitest.config.ts; none for Playwright.
 * @property {readonly string[]} folders Where its test files are.
 * @property {RegExp} testFile What they are called.
 * @property {boolean} [packaged] It starts the packaged application, which is made first.
 */

/** Every suite, in the order they run: what breaks first is the quickest to mend. @type {readonly Suite[]} */
export const suites = [
  { name: 'unit', runner: 'vitest', projects: ['node', 'dom'], folders: ['src', 'tools'], testFile: /\.test\.ts$/ },
  { name: 'line', runner: 'vitest', projects: ['line'], folders: ['test/line'], testFile: /\.test\.ts$/ },
  { name: 'contract', runner: 'vitest', projects: ['contract'], folders: ['test/contract'], testFile: /\.test\.ts$/ },
  { name: 'simulation', runner: 'vitest', projects: ['simulation'], folders: ['test/simulation'], testFile: /\.test\.ts$/ },
  { name: 'boundaries', runner: 'vitest', projects: ['boundaries'], folders: ['test/boundaries'], testFile: /\.test\.ts$/ },
  { name: 'faults', runner: 'vitest', projects: ['faults'], folders: ['test/faults'], testFile: /\.test\.ts$/ },
  { name: 'e2e', runner: 'playwright', projects: [], folders: ['test/e2e'], testFile: /\.(spec|test)\.ts$/, packaged: true },
]
