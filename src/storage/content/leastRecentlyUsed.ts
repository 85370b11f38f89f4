/** A content as far as its keeping is concerned. */
export type KeptContent = { sha256: string; bytes: number; usedAtMs: number; isOnlyCopy: boolean }

/**
 * Which contents to let go of so that `neededBytes` become free, the longest unused first. Never the only copy of something, and never
 * one that is in use; null when that does not free enough.
 */
export function leastRecentlyUsed(
  contents: Iterable<KeptContent>,
  neededBytes: number,
  isInUse: (sha256: string) => boolean = () => false,
): string[] | null {
  const chosen: string[] = []
  let freed = 0
  const removable = [...contents].filter((content) => !content.isOnlyCopy && !isInUse(content.sha256))
  for (const { sha256, bytes } of removable.toSorted((a, b) => a.usedAtMs - b.usedAtMs)) {
    if (freed >= neededBytes) break
    chosen.push(sha256)
    freed += bytes
  }
  return freed >= neededBytes ? chosen : null
}
