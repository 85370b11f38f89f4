import { maximumPieceBytes } from '#shared/contract/contentTransfer'

/** Size of the first piece on a line nobody has measured, and the least: a fact or a request waits for one piece at most. */
export const firstPieceBytes = 32_768
const leastPieceBytes = 8_192
/** How long a piece and its answer should take. */
const slowMs = 250
const quickMs = 80

/** Size of the next piece, from how long the last one took: a quarter of a second of the line at most, as far as it can be known. */
export function nextPieceBytes(pieceBytes: number, tookMs: number): number {
  if (tookMs > slowMs) return Math.max(leastPieceBytes, pieceBytes / 2)
  return tookMs < quickMs ? Math.min(maximumPieceBytes, pieceBytes * 2) : pieceBytes
}
