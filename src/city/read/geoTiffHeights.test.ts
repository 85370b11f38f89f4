import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeArrayBuffer } from 'geotiff'
import { expect, test } from 'vitest'
import { openGeoTiff } from './geoTiffHeights'

async function tiffOf(metadata: Record<string, unknown>): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'tiff-')), 'a.tif')
  const values = Float32Array.of(1, 2, 3, 4, 5, 6)
  const all = { width: 3, height: 2, SampleFormat: [3], BitsPerSample: [32], GeographicTypeGeoKey: 4326, GTModelTypeGeoKey: 2, ...metadata }
  await writeFile(path, new Uint8Array(writeArrayBuffer(values, all as Parameters<typeof writeArrayBuffer>[1])))
  return path
}
const scale = { ModelPixelScale: [0.5, 0.25, 0] }

test('posts are the middles of pixels that are areas, and the corners of pixels that are points', async () => {
  const areas = await openGeoTiff(await tiffOf({ ...scale, ModelTiepoint: [0, 0, 0, 107, 17, 0], GTRasterTypeGeoKey: 1 }))
  expect(areas).toMatchObject({ originX: 107.25, originY: 16.875, stepX: 0.5, stepY: 0.25, columns: 3, rows: 2 })
  const points = await openGeoTiff(await tiffOf({ ...scale, ModelTiepoint: [0, 0, 0, 107, 17, 0], GTRasterTypeGeoKey: 2 }))
  expect(points).toMatchObject({ originX: 107, originY: 17 })
  expect([...(await points.read({ column: 1, row: 0, columns: 2, rows: 2 }))]).toEqual([2, 3, 5, 6])
})

test('a tie point need not be the corner', async () => {
  expect(await openGeoTiff(await tiffOf({ ...scale, ModelTiepoint: [2, 1, 0, 108, 16.75, 0], GTRasterTypeGeoKey: 2 }))).toMatchObject({
    originX: 107,
    originY: 17,
  })
})

test('a file that does not say where it lies, or in which system, is not guessed at', async () => {
  const noPlace = await tiffOf({ ModelPixelScale: [0, 0, 0], ModelTiepoint: [0, 0, 0, 107, 17, 0] })
  await expect(openGeoTiff(noPlace)).rejects.toThrow('where it lies')
})
