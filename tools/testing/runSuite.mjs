import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { runVisibly } from '../command.mjs'
import { childEnvironment, inProject, projectFolder, toolNode } from '../environment.mjs'
import { countPlaywright, countVitest, judgeRun, noTests } from './reports.mjs'

/**
 * Runs one suite with its own runner on the terminal and counts from the runner's report.
 * @param {import('./suites.mjs').Suite} suite
 * @param {readonly string[]} runnerArguments Passed on to the runner.
 * @param {NodeJS.ProcessEnv} [extraEnvironment]
 */
export async function runSuite(suite, runnerArguments, extraEnvironment = {}) {
  if (!hasTests(suite)) {
    return { counts: { ...noTests, failed: 1 }, problem: `no test file (${suite.testFile.source}) in ${suite.folders.join(', ')}` }
  }
  const report = inProject('test-results', `${suite.name}.json`)
  mkdirSync(inProject('test-results'), { recursive: true })
  rmSync(report, { force: true })
  const { words, env } = suite.runner === 'vitest' ? vitestCommand(suite, report) : playwrightCommand(suite, report)
  const exitCode = await runVisibly(toolNode(), [...words, ...runnerArguments], {
    cwd: projectFolder,
    env: childEnvironment({ ...env, ...extraEnvironment }),
  })
  return judgeRun(readReport(report, suite.runner), exitCode)
}

/** @param {import('./suites.mjs').Suite} suite */
function hasTests({ folders, testFile }) {
  return folders.some((folder) => {
    const path = inProject(folder)
    return existsSync(path) && readdirSync(path, { recursive: true }).some((name) => testFile.test(String(name)))
  })
}

/** @param {import('./suites.mjs').Suite} suite @param {string} report */
function vitestCommand({ projects }, report) {
  const program = inProject('node_modules', 'vitest', 'vitest.mjs')
  const selection = projects.flatMap((project) => ['--project', project])
  return { words: [program, 'run', ...selection, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], env: {} }
}

/** @param {import('./suites.mjs').Suite} suite @param {string} report */
function playwrightCommand({ name }, report) {
  const program = inProject('node_modules', '@playwright', 'test', 'cli.js')
  // Playwright empties its output folder when it starts; the report must not be in it.
  const output = inProject('test-results', name)
  return { words: [program, 'test', '--reporter=list,json', `--output=${output}`], env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } }
}

/** @param {string} file @param {'vitest' | 'playwright'} runner */
function readReport(file, runner) {
  if (!existsSync(file)) return undefined
  const report = JSON.parse(readFileSync(file, 'utf8'))
  return runner === 'vitest' ? countVitest(report) : countPlaywright(report)
}
