import { env } from 'node:process'
import { expect, test } from 'vitest'
import { describeFailure, noPlant, runHistory, search, shrink, stepsOf } from './history'

/** How many histories one run looks at, and the first of their seeds. */
const histories = Number(env['SIM_HISTORIES'] ?? 10_000)
const firstSeed = Number(env['SIM_FIRST'] ?? 1)
const oneSeed = env['SIM_SEED']

/** The histories of one half of the seeds: two files, so that two processors share them. With SIM_SEED, that history alone, told. */
export function keepPromises(half: 0 | 1): void {
  const count = Math.ceil(histories / 2)
  const first = firstSeed + half * count
  if (oneSeed === undefined) test(`histories ${first} to ${first + count - 1} keep every promise`, () => runAll(first, count))
  else test.runIf(half === 0)(`history ${oneSeed} keeps every promise`, () => replay(Number(oneSeed)))
}

async function runAll(first: number, count: number): Promise<void> {
  const { found, tookMs, ...counts } = await search(first, count)
  console.log(`simulation: ${JSON.stringify({ first, ...counts, seconds: tookMs / 1_000 })}`)
  if (found !== null) throw new Error(describeFailure(found, await shrink(found)))
  expect(counts.histories).toBe(count)
}

async function replay(seed: number): Promise<void> {
  const outcome = await runHistory(seed, noPlant, stepsOf(seed), console.log)
  if (outcome.failure !== null) throw new Error(describeFailure(outcome, await shrink(outcome)))
}
