import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeColumns } from '#analysis/columns'
import { verifyCity } from '#city/verify/verifyCity'
import { cityManifest, type CityManifest } from '#shared/contract/city'
import { writeDemoCity } from './writeDemoCity'

const bundled = resolve(import.meta.dirname, '../../../resources/city/dong-ha')
const committed = cityManifest.parse(JSON.parse(readFileSync(join(bundled, 'city.json'), 'utf8')))
let folder: string
let made: CityManifest
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demo-city-'))
  made = await writeDemoCity(bundled, folder)
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a file says, apart from how it was packed: two versions of zlib pack the same content into other bytes. */
function contentOf(place: string, path: string): unknown {
  const bytes = readFileSync(join(place, path))
  if (!path.endsWith('.columns.gz')) return bytes.toString('base64')
  const { meta, columns } = decodeColumns(new Uint8Array(gunzipSync(bytes)))
  const asBytes = [...columns].map(([name, column]) => [
    name,
    Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('base64'),
  ])
  return { meta: { ...(meta as object), terrainSha256: undefined }, columns: asBytes }
}

describe('the bundled demo city', () => {
  it('is what the generator makes', () => {
    const paths = ({ inventory = [] }: CityManifest): string[] => inventory.map(({ path }) => path)
    expect(paths(made)).toEqual(paths(committed))
    const other = paths(made).filter((path) => JSON.stringify(contentOf(folder, path)) !== JSON.stringify(contentOf(bundled, path)))
    expect(other, 'run: npm run city -- demo').toEqual([])
    expect({ ...made, inventory: [] }).toEqual({ ...committed, inventory: [] })
  })

  it('verifies clean, as made and as it was committed', async () => {
    expect((await verifyCity(folder)).problems).toEqual([])
    const { problems, buildings, bytes } = await verifyCity(bundled)
    expect(problems).toEqual([])
    expect(buildings).toBeGreaterThan(9_000)
    expect(bytes).toBeLessThan(6_000_000)
  }, 60_000)

  it('says of every generated file that it is synthetic', () => {
    const surveyed = (committed.inventory ?? []).filter(({ synthetic }) => !synthetic).map(({ path }) => path)
    expect(surveyed.toSorted()).toEqual(['LICENSES.md', 'alert-types.json', 'basemap.geojson', 'gauges.json', 'wards.geojson'])
    expect(committed.illustrative).toBe(true)
  })
})
