import { expect, test } from 'vitest'
import { checkTile } from '#city/verify/tileCheck'
import { readGlb } from '#city/verify/glbReader'
import type { BuildingMesh } from './buildingMesh'
import { encodeTileGlb, type TileProperties } from './tileGlb'

/** Two triangles of two buildings, `reachM` apart. */
function meshOf(reachM: number): BuildingMesh {
  return {
    positions: Float64Array.from([
      0,
      0,
      0,
      1.2345,
      0,
      0,
      0,
      1.2345,
      0,
      reachM,
      -reachM,
      12.3,
      reachM + 1,
      -reachM,
      12.3,
      reachM,
      1 - reachM,
      20.7,
    ]),
    normals: Int8Array.from([0, 0, 127, 0, 0, 127, 0, 0, 127, 0, -127, 0, 0, -127, 0, 0, -127, 0]),
    featureIds: Uint16Array.from([0, 0, 0, 1, 1, 1]),
    indices: Uint32Array.from([0, 1, 2, 3, 4, 5]),
  }
}
const properties: TileProperties = {
  id: ['nhà-1', 'b'],
  name: ['', 'Đông Hà'],
  ward: ['', ''],
  use: Uint8Array.from([1, 6]),
  height: Float32Array.from([6.5, 12]),
  ground: Float32Array.from([-1, 3]),
  levels: Uint8Array.from([2, 0]),
  people: Float32Array.from([-1, 4.5]),
  floodLevel: Float32Array.from([9_999, 3.25]),
}

test.each([
  [80, 0.001, 'sixteen-bit steps'],
  [6_000, 0.001, 'floats'],
])('positions %i m apart come back within %f m (%s)', async (reachM, toleranceM) => {
  const mesh = meshOf(reachM)
  const { bytes, box } = await encodeTileGlb(mesh, properties)
  const { positions, normals, translation, scale } = await readGlb(bytes)
  for (let at = 0; at < mesh.positions.length; at += 3) {
    const [x, y, z] = [0, 1, 2].map((axis) => positions.values[at + axis]! * scale[axis]! + translation[axis]!) as [number, number, number]
    // glTF is y up.
    const back = [x, -z, y]
    back.forEach((value, axis) => expect(Math.abs(value - mesh.positions[at + axis]!)).toBeLessThan(toleranceM))
    back.forEach((value, axis) => expect(value >= box.min[axis]! - 1e-9 && value <= box.max[axis]! + 1e-9).toBe(true))
    expect([normals.values[at]!, -normals.values[at + 2]!, normals.values[at + 1]!].map((value) => value + 0)).toEqual([
      ...mesh.normals.subarray(at, at + 3),
    ])
  }
})

test('properties come back as they were, and a text that no building has is no property', async () => {
  const { bytes } = await encodeTileGlb(meshOf(50), properties)
  const { buildings, triangles } = await checkTile(bytes)
  expect([buildings, triangles]).toEqual([
    [
      { id: 'nhà-1', use: 1, levels: 2, height: 6.5, ground: -1, people: -1, floodLevel: 9_999, ward: '' },
      { id: 'b', use: 6, levels: 0, height: 12, ground: 3, people: 4.5, floodLevel: 3.25, ward: '' },
    ],
    2,
  ])
  const { metadata } = await readGlb(bytes)
  expect(Object.keys(metadata.propertyTables[0]?.properties ?? {})).toEqual([
    'id',
    'name',
    'use',
    'height',
    'ground',
    'levels',
    'people',
    'floodLevel',
  ])
})

test('the same buildings give the same bytes', async () => {
  const [first, second] = [await encodeTileGlb(meshOf(50), properties), await encodeTileGlb(meshOf(50), properties)]
  expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
})
