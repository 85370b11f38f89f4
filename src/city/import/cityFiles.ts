import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cityManifest, type CityManifest } from '#shared/contract/city'

export type ManifestParts = Omit<CityManifest, 'schema' | 'inventory' | 'maximumZoomOutM'>

type Listed = { path: string; licence: string; synthetic: boolean }

/** Writes `city.json` with the hash of every listed file. Throws when a listed file is missing. */
export async function writeManifest(folder: string, parts: ManifestParts, files: readonly Listed[]): Promise<CityManifest> {
  const inventory = []
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const { size } = await stat(join(folder, file.path))
    inventory.push({
      path: file.path,
      sha256: await sha256Of(join(folder, file.path)),
      bytes: size,
      licence: file.licence,
      synthetic: file.synthetic,
    })
  }
  const manifest = cityManifest.parse({
    schema: 1,
    ...parts,
    maximumZoomOutM: zoomOutOf(parts),
    inventory,
  })
  await writeFile(join(folder, 'city.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** Twice as far as the whole city needs, and no further than a city's map may go. */
function zoomOutOf({ bounds }: ManifestParts): number {
  return Math.round(clamp(widthM(bounds) * 3, 5_000, 300_000))
}

function widthM({ westDeg, southDeg, eastDeg, northDeg }: CityManifest['bounds']): number {
  return Math.max((eastDeg - westDeg) * 111_320 * Math.cos((southDeg * Math.PI) / 180), (northDeg - southDeg) * 110_574)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
