import { expect, test } from 'vitest'
import { runChaos } from './chaos/chaos'

// The short form of `npm run faults -- --runs 1000`.

const kills = 100
/** Printed, so that a failing run can be repeated. */
const seed = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000)

test(`kill -9 of gateway and stations, ${kills} times under load: nothing lost, nothing doubled, everyone agrees`, async () => {
  console.log(`seed ${seed}`)
  const report = await runChaos({ runs: kills, seed, ratePerS: 60, onProgress: (line) => console.log(line) })
  expect({ ...report, killsOfGateway: 0, killsOfStations: 0, facts: 0, confirmedMessages: 0, keptRequests: 0, refusedRequests: 0 }).toEqual(
    {
      runs: kills,
      killsOfGateway: 0,
      killsOfStations: 0,
      facts: 0,
      confirmedMessages: 0,
      keptRequests: 0,
      refusedRequests: 0,
      lost: 0,
      duplicated: 0,
      diverged: 0,
      damagedFiles: 0,
      problems: [],
    },
  )
  // A run in which nothing happened proves nothing.
  expect(Math.min(report.killsOfGateway, report.killsOfStations, report.keptRequests, report.refusedRequests)).toBeGreaterThan(5)
  expect(report.confirmedMessages).toBeGreaterThan(200)
}, 180_000)
