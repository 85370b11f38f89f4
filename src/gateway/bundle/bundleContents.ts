import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MergeReport } from '#shared/contract/bundle'
import { gatewayContentBytes, readContentLimits } from '#shared/domain/contentLimits'
import { openContentStore } from '#storage/content/contentStore'
import { BundleRefused, type BundleReader } from './bundleFile'

/** Reads every attachment of a bundle once. Throws BundleRefused `damaged` for the first that is not what its name says. */
export function checkContents(bundle: Pick<BundleReader, 'contents'>): void {
  for (const { sha256, pieces } of bundle.contents()) {
    const hash = createHash('sha256')
    for (const piece of pieces) hash.update(piece)
    if (hash.digest('hex') !== sha256)
      throw new BundleRefused('damaged', `the attachment ${sha256} is not what was signed: copy the file again`)
  }
}

/** Keeps the attachments of a bundle beside the log whose facts name them, each checked once more as it is written. */
export async function takeContents(
  dataFolder: string,
  bundle: Pick<BundleReader, 'contents'>,
  now: () => number,
): Promise<Omit<MergeReport['contents'], 'leftOut'>> {
  const { limits } = readContentLimits(join(dataFolder, 'content.json'), gatewayContentBytes, (file) => readFileSync(file, 'utf8'))
  const taken = { added: 0, duplicates: 0, noRoom: 0 }
  const store = openContentStore({ ...limits, folder: join(dataFolder, 'content'), evicts: false, now, onDamaged: () => undefined })
  for (const { sha256, bytes: totalBytes, pieces } of bundle.contents()) {
    // Read from its beginning it is checked: a copy here that was damaged does not count.
    if ((await store.read(sha256, 0, 1)) !== undefined) {
      taken.duplicates += 1
      continue
    }
    // What an upload may have left of it is begun anew: all of it is here.
    await store.remove(sha256)
    if (!(await store.reserve(sha256, totalBytes))) {
      taken.noRoom += 1
      continue
    }
    let offset = 0
    for (const data of pieces) {
      await store.append(sha256, { totalBytes, offset, data })
      offset += data.length
    }
    taken[store.bytesOf(sha256) === undefined ? 'noRoom' : 'added'] += 1
  }
  return taken
}
