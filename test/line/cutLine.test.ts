import { expect, test } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import { cutOff } from './cut/cutOff'
import { seededRandom } from '../faults/chaos/seededRandom'

// The short form of `npm run bench -- cut`.

test('a desk without a line for 72 hours loses nothing, doubles nothing, and lists every conflict with both versions', async () => {
  const folder = testFolder('cut')
  const [requests, facts] = [400, 2_000]
  try {
    const { figures, problems } = await cutOff({
      folder: folder.path,
      requests,
      facts,
      random: seededRandom(7),
      onProgress: () => undefined,
    })
    expect(problems).toEqual([])
    expect(figures).toMatchObject({ requests, facts, lost: 0, doubled: 0, conflictsListed: figures.conflictsExpected })
    // Without conflicts this would prove little.
    expect(figures.conflictsExpected).toBeGreaterThan(requests / 5)
    expect(figures.localActionP95Ms).toBeLessThan(200)
  } finally {
    folder.remove()
  }
}, 60_000)
