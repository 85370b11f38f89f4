import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * Fingerprint of files by path, size and time of change: equal as long as nobody touched them.
 * @param {string} root Paths in the fingerprint are relative to it.
 * @param {readonly string[]} entries Files and folders under the root; a missing one counts as missing.
 * @returns {string}
 */
export function sourceStamp(root, entries) {
  const hash = createHash('sha256')
  for (const entry of entries) {
    for (const file of filesIn(join(root, entry))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${relative(root, file).split(sep).join('/')} ${size} ${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
