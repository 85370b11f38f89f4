import { maximumWanted, type ContentWanted } from '#shared/contract/contentTransfer'
import type { ContentStore } from '#storage/content/contentStore'
import type { ContentReferences } from '../log/contentReferences'

type Options = {
  store: Pick<ContentStore, 'bytesOf'>
  references: ContentReferences
  /** To every station that is connected. */
  tell(message: ContentWanted): void
}

/** Contents that facts name and that are not here: they were damaged, or a bundle came without them. Stations are asked for them. */
export type MissingContents = {
  /** Looks through all that the facts name, once. */
  lookThrough(): void
  /** One that was here was found damaged. */
  lost(sha256: string): void
  /** What to ask a station for that has just come; null for nothing. */
  wanted(): ContentWanted | null
}

export function createMissingContents({ store, references, tell }: Options): MissingContents {
  const missing = new Set<string>()

  function wanted(): ContentWanted | null {
    for (const sha256 of missing) if (store.bytesOf(sha256) !== undefined) missing.delete(sha256)
    return missing.size === 0 ? null : { sha256: [...missing].slice(0, maximumWanted) }
  }

  return {
    lookThrough() {
      for (const { sha256 } of references.named()) if (store.bytesOf(sha256) === undefined) missing.add(sha256)
    },
    lost(sha256) {
      if (!references.isNamed(sha256)) return
      missing.add(sha256)
      tell({ sha256: [sha256] })
    },
    wanted,
  }
}
