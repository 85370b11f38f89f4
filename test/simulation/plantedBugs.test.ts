import { expect, test } from 'vitest'
import { search, shrink } from './history'
import { answersForgotten, cursorBeforeRows, duplicateBurnsNumber, pageAppliedTwice, sentBeforeDurable } from './plants'

/** As many as one run of the suite looks at. */
const budget = 10_000

test.each([
  ['the cursor is committed before the rows', cursorBeforeRows(), /cursor of/],
  ['a duplicate burns a number', duplicateBurnsNumber(), /where \d+ should be/],
  ['the outbox sends before it is durable', sentBeforeDurable(), /is lost/],
  ['a page that comes twice is applied twice', pageAppliedTwice(), /another (state|alert)/],
  ['the answers are forgotten when the gateway starts again', answersForgotten(), /listed as refused|effect twice/],
])('%s: found', async (what, plant, complaint) => {
  const { found, histories } = await search(1, budget, plant)
  if (found === null) throw new Error(`not found in ${histories} histories`)
  const shortest = await shrink(found, plant)
  console.log(`simulation: ${what}: found by history ${histories}, ${shortest.steps.length} of ${found.steps.length} steps are enough`)
  expect(found.failure).toMatch(complaint)
  expect(shortest.failure).not.toBeNull()
})
