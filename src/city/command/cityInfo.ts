import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { decodeColumns } from '#analysis/columns'
import { cityManifest, type CityManifest } from '#shared/contract/city'
import { problemsIn } from '#shared/contract/problems'
import { say, type Language } from './commandWords'

/** One part of a city: how much it holds, and what it says of itself. */
export type CityPart = {
  part: PartName
  path: string
  count: number | null
  source: string | null
  licence: string | null
  synthetic: boolean
}
export type CityInfo = { manifest: CityManifest; parts: CityPart[] }

const columnParts = { buildings: 'buildings', terrain: 'terrainPart', floodField: 'floodField', roads: 'roads' } as const
const jsonParts = { basemap: 'basemap', wards: 'wards', gauges: 'gauges', facilities: 'facilities', cameras: 'cameras' } as const
type PartName = (typeof columnParts)[keyof typeof columnParts] | (typeof jsonParts)[keyof typeof jsonParts]

const columnMeta = z.object({
  source: z.string(),
  licence: z.string(),
  synthetic: z.boolean(),
  count: z.number().optional(),
  arcs: z.number().optional(),
  columns: z.number().optional(),
  rows: z.number().optional(),
})

/** What a city folder holds, from its manifest and the first words of its files. Throws an Error that names the file and what is wrong with it. */
export function readCityInfo(folder: string): CityInfo {
  const manifest = cityManifest.safeParse(jsonIn(folder, 'city.json'))
  if (!manifest.success) throw new Error(`${join(folder, 'city.json')}: ${problemsIn(manifest.error)}`)
  const { files, inventory } = manifest.data
  const parts: CityPart[] = []
  for (const [key, part] of Object.entries(columnParts)) {
    const path = files[key as keyof typeof columnParts]
    if (path === undefined) continue
    const { meta } = decodeColumns(new Uint8Array(gunzipSync(readFileSync(join(folder, path)))))
    const { source, licence, synthetic, count, arcs, columns, rows } = columnMeta.parse(meta)
    const posts = columns !== undefined && rows !== undefined ? columns * rows : null
    parts.push({ part, path, count: count ?? arcs ?? posts, source, licence, synthetic })
  }
  for (const [key, part] of Object.entries(jsonParts)) {
    const path = files[key as keyof typeof jsonParts]
    if (path === undefined) continue
    const listed = inventory?.find((entry) => entry.path === path)
    const value = jsonIn(folder, path) as Record<string, unknown>
    const list = value['features'] ?? value['gauges'] ?? value['facilities'] ?? value['cameras']
    const count = Array.isArray(list) ? list.length : null
    parts.push({
      part,
      path,
      count,
      source: null,
      licence: listed?.licence ?? null,
      synthetic: listed?.synthetic ?? manifest.data.illustrative,
    })
  }
  return { manifest: manifest.data, parts }
}

/** The same in words, a line each. */
export function cityInfoInWords({ manifest, parts }: CityInfo, language: Language): string[] {
  const { bounds, inventory } = manifest
  const number = new Intl.NumberFormat(language)
  const bytes = (inventory ?? []).reduce((sum, file) => sum + file.bytes, 0)
  return [
    `${manifest.name[language]} (${manifest.id})`,
    `${say(language, 'bounds')}: ${bounds.westDeg}, ${bounds.southDeg}, ${bounds.eastDeg}, ${bounds.northDeg}`,
    `${say(language, 'timeZone')}: ${manifest.timeZone}`,
    inventory === undefined
      ? say(language, 'noInventory')
      : say(language, 'inventory', { files: number.format(inventory.length), megabytes: number.format(Math.round(bytes / 1e5) / 10) }),
    ...parts.map(({ part, count, source, licence, synthetic }) => {
      const facts = [
        count === null ? '' : `${number.format(count)}`,
        source === null ? '' : `${say(language, 'source')}: ${source}`,
        licence === null ? '' : `${say(language, 'licence')}: ${licence}`,
        say(language, synthetic ? 'isSynthetic' : 'isReal'),
      ]
      return `- ${say(language, part)}: ${facts.filter((fact) => fact !== '').join('; ')}`
    }),
    `${say(language, 'attribution')}: ${manifest.attribution.join('; ')}`,
    ...(manifest.illustrative ? [say(language, 'illustrative')] : []),
  ]
}

function jsonIn(folder: string, path: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, path), 'utf8'))
  } catch (error) {
    throw new Error(`${join(folder, path)}: ${(error as Error).message}`)
  }
}
