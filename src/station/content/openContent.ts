import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readContentLimits, stationContentBytes } from '#shared/domain/contentLimits'
import { openContentStore, type ContentStore } from '#storage/content/contentStore'

/** A station's contents and the most bytes of one attachment. */
export type OpenedContent = { store: ContentStore; fileBytes: number }

/**
 * Opens the contents of a station's data folder: they stand in `content`, their limits in `content.json`. Throws what the file system
 * throws; null is for a station that is to have none.
 */
export function openContent(dataFolder: string, now: () => number, onTrouble: (what: string) => void): OpenedContent | null {
  const { limits, problem } = readContentLimits(join(dataFolder, 'content.json'), stationContentBytes, (file) => readFileSync(file, 'utf8'))
  if (problem !== null) onTrouble(`${problem}; until that is mended the limits of attachments are those by default`)
  const store = openContentStore({
    folder: join(dataFolder, 'content'),
    totalBytes: limits.totalBytes,
    freeBytes: limits.freeBytes,
    evicts: true,
    now,
    onDamaged: (sha256) =>
      onTrouble(`the attachment ${sha256} was damaged on the disk: it was moved aside, and is fetched again when needed`),
  })
  return { store, fileBytes: limits.fileBytes }
}
