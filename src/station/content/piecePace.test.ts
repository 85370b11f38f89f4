import { expect, test } from 'vitest'
import { firstPieceBytes, nextPieceBytes } from './piecePace'

/** Sizes of the pieces on a line of so many bytes a second, and what the last one took. */
function paceOn(bytesPerS: number): { pieceBytes: number; tookMs: number } {
  let pieceBytes = firstPieceBytes
  for (let piece = 0; piece < 20; piece += 1) pieceBytes = nextPieceBytes(pieceBytes, (pieceBytes / bytesPerS) * 1_000)
  return { pieceBytes, tookMs: (pieceBytes / bytesPerS) * 1_000 }
}

test('a quick line gets the largest pieces', () => {
  expect(paceOn(50_000_000).pieceBytes).toBe(262_144)
})

test.each([3_000_000, 1_000_000, 250_000, 64_000])(
  'on a line of %i bytes a second a piece takes a quarter of a second at most',
  (bytesPerS) => {
    expect(paceOn(bytesPerS).tookMs).toBeLessThanOrEqual(250)
  },
)

test('on the slowest line pieces are as small as is sensible, and no smaller', () => {
  expect(paceOn(1_000).pieceBytes).toBe(8_192)
})
