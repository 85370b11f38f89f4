import { statSync } from 'node:fs'
import type { Result } from '#shared/contract/result'
import type { SearchCoverage } from '#shared/contract/search'
import type { LinkDetails } from '#shared/contract/stationPort'
import type { Cache } from './cache/cache'
import type { Progress } from './follower'

/** What the link panel tells: where the station is in the log, and what its copy is like. */
export function linkDetailsOf(
  cache: Pick<Cache, 'position' | 'lastSnapshotMs'>,
  cacheFile: string,
  progress: Progress,
  coverage: Result<SearchCoverage>,
): LinkDetails {
  return {
    cursors: cache.position().cursors,
    ...progress,
    lastSnapshotAtMs: cache.lastSnapshotMs(),
    cacheBytes: ['', '-wal'].reduce((sum, suffix) => sum + (statSync(cacheFile + suffix, { throwIfNoEntry: false })?.size ?? 0), 0),
    oldestAtMs: coverage.ok ? coverage.value.oldestAtMs : null,
    indexedSeq: coverage.ok ? coverage.value.indexedSeq : 0,
  }
}
