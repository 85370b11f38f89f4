import { expect, test } from 'vitest'
import { runHistory } from './history'

// Each failed before the bug it names was mended. The same bugs have tests beside the code, for the day when seeds mean other histories.
test.each([
  [15, 'a cancel that was sent again came late, and cleared what an update had brought back'],
  [170, 'a page that overtook its welcome left a station catching up for ever'],
  [1156, 'a welcome that came twice left a station waiting for a snapshot'],
  [1156, 'the last piece of a snapshot came twice, and took the alerts of the others away'],
])('seed %i: %s', async (seed) => {
  expect((await runHistory(seed)).failure).toBeNull()
})
