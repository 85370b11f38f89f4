import { env } from 'node:process'
import { expect, test } from 'vitest'
import { describeFailure, noPlant, runHistory, search, shrink, stepsOf } from './history'

const oneSeed = env['SIM_SEED']
const histories = Number(env['SIM_HISTORIES'] ?? 10_000)
const firstSeed = Number(env['SIM_FIRST'] ?? 1)

const replay = async (): Promise<void> => {
  const seed = Number(oneSeed)
  const outcome = await runHistory(seed, noPlant, stepsOf(seed), console.log)
  if (outcome.failure !== null) throw new Error(describeFailure(outcome, await shrink(outcome)))
}

const runAll = async (): Promise<void> => {
  const { found, tookMs, ...counts } = await search(firstSeed, histories)
  console.log(`simulation: ${JSON.stringify({ ...counts, seconds: tookMs / 1_000 })}`)
  if (found !== null) throw new Error(describeFailure(found, await shrink(found)))
  expect(counts.histories).toBe(histories)
}

if (oneSeed === undefined) test(`${histories} histories keep every promise`, runAll)
else test(`the history of seed ${oneSeed} keeps every promise`, replay)
