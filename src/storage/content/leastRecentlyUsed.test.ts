import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastRecentlyUsed, type KeptContent } from './leastRecentlyUsed'

const content = (sha256: string, bytes: number, usedAtMs: number, isOnlyCopy = false): KeptContent => ({
  sha256,
  bytes,
  usedAtMs,
  isOnlyCopy,
})

test('the longest unused go first, and no more than needed', () => {
  const kept = [content('new', 10, 3), content('old', 10, 1), content('middle', 10, 2)]
  expect([leastRecentlyUsed(kept, 0), leastRecentlyUsed(kept, 5), leastRecentlyUsed(kept, 11)]).toEqual([[], ['old'], ['old', 'middle']])
})

test('an only copy stays, whatever is needed; so does what is in use', () => {
  const kept = [content('only', 100, 1, true), content('shown', 100, 2), content('free', 100, 3)]
  expect(leastRecentlyUsed(kept, 100, (sha256) => sha256 === 'shown')).toEqual(['free'])
  expect(leastRecentlyUsed(kept, 101, (sha256) => sha256 === 'shown')).toBeNull()
})

test('what is chosen frees enough, holds no only copy, and none could be left out', () => {
  const kept = fc.array(fc.tuple(fc.nat(50), fc.nat(20), fc.boolean()), { maxLength: 12 })
  fc.assert(
    fc.property(kept, fc.nat(300), (drawn, needed) => {
      const contents = drawn.map(([bytes, usedAtMs, isOnlyCopy], index) => content(`c${index}`, bytes, usedAtMs, isOnlyCopy))
      const chosen = leastRecentlyUsed(contents, needed)
      const freeable = contents.filter((each) => !each.isOnlyCopy).reduce((sum, each) => sum + each.bytes, 0)
      if (chosen === null) {
        expect(freeable).toBeLessThan(needed)
        return
      }
      const gone = contents.filter((each) => chosen.includes(each.sha256))
      const bytes = gone.reduce((sum, each) => sum + each.bytes, 0)
      expect(gone.some((each) => each.isOnlyCopy)).toBe(false)
      expect(bytes).toBeGreaterThanOrEqual(needed)
      const last = gone.find((each) => each.sha256 === chosen.at(-1))
      if (last !== undefined) expect(bytes - last.bytes).toBeLessThan(needed)
    }),
  )
})
