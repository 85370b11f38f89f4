import { expect, test } from 'vitest'
import { meshOf, type BuildingMesh } from './buildingMesh'
import { collectBuildings, type BuildingRow, type BuildingRows } from './buildingRows'
import { localFrameAt } from './localFrame'
import { checkPolygon } from './ringCheck'

const [lon0, lat0] = [107.1, 16.82]
const frame = localFrameAt(lon0, lat0)
/** Corners in metres from the origin, good to a millimetre over a house. */
const ring = (...corners: [number, number][]): number[] =>
  corners.flatMap(([x, y]) => [lon0 + x / (111_320 * Math.cos((lat0 * Math.PI) / 180)), lat0 + y / 110_652])
const square = ring([0, 0], [10, 0], [10, 10], [0, 10])
const yard = ring([3, 3], [7, 3], [7, 7], [3, 7])

function rowsOf(...rows: Partial<BuildingRow>[]): BuildingRows {
  const collected = collectBuildings()
  rows.forEach((row, index) =>
    collected.add({
      id: `b${index}`,
      name: '',
      sourceIndex: index,
      heightM: 6,
      groundM: 2,
      people: NaN,
      levels: 2,
      use: 0,
      wardCode: '',
      areaM2: 100,
      rings: [square],
      solid: undefined,
      ...row,
    }),
  )
  return collected.finish()
}
const meshOfAll = (rows: BuildingRows): BuildingMesh =>
  meshOf(
    rows,
    Uint32Array.from({ length: rows.count }, (_, row) => row),
    () => 1,
    frame,
  )

/** Volume within the triangles and the floor at `baseM`, by the divergence theorem: negative when a side faces inwards. */
function volumeAbove({ positions, indices }: BuildingMesh, baseM: number): number {
  let volume = 0
  const at = (vertex: number): [number, number, number] => [
    positions[vertex * 3]!,
    positions[vertex * 3 + 1]!,
    positions[vertex * 3 + 2]! - baseM,
  ]
  for (let corner = 0; corner < indices.length; corner += 3) {
    const [a, b, c] = [at(indices[corner]!), at(indices[corner + 1]!), at(indices[corner + 2]!)]
    volume += (a[0] * (b[1] * c[2] - b[2] * c[1]) + a[1] * (b[2] * c[0] - b[0] * c[2]) + a[2] * (b[0] * c[1] - b[1] * c[0])) / 6
  }
  return volume
}

/** Whether each vertex's normal looks to the side from which its triangle runs counter-clockwise. */
function normalsAgree({ positions, normals, indices }: BuildingMesh): boolean {
  for (let corner = 0; corner < indices.length; corner += 3) {
    const [a, b, c] = [0, 1, 2].map((next) => positions.subarray(indices[corner + next]! * 3, indices[corner + next]! * 3 + 3)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const [ux, uy, uz, vx, vy, vz] = [b[0]! - a[0]!, b[1]! - a[1]!, b[2]! - a[2]!, c[0]! - a[0]!, c[1]! - a[1]!, c[2]! - a[2]!]
    const face = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const length = Math.hypot(...face)
    const normal = normals.subarray(indices[corner]! * 3, indices[corner]! * 3 + 3)
    if (face.reduce((sum, value, axis) => sum + (value / length) * (normal[axis]! / 127), 0) < 0.98) return false
  }
  return true
}

test('a house is closed above its floor, faces outwards, and is as large as its walls', () => {
  const mesh = meshOfAll(rowsOf({}))
  // From the base at 1 m to the roof at 2 + 6 m; floor left out.
  expect([mesh.positions.length / 3, mesh.indices.length / 3, normalsAgree(mesh)]).toEqual([20, 10, true])
  expect(volumeAbove(mesh, 1)).toBeCloseTo(100 * 7, 0)
})

test('a courtyard is not roofed over, and its walls face into it', () => {
  const { rings, usable } = checkPolygon([
    [...square, ...square.slice(0, 2)],
    [...yard, ...yard.slice(0, 2)],
  ])
  const mesh = meshOfAll(rowsOf({ rings }))
  expect([usable, normalsAgree(mesh)]).toEqual([true, true])
  expect(volumeAbove(mesh, 1)).toBeCloseTo((100 - 16) * 7, 0)
})

test('surfaces of a building of its own are kept, those without area are not', () => {
  const corner = (x: number, y: number, z: number): number[] => [...ring([x, y]), z]
  const corners = Float64Array.from([...corner(0, 0, 0), ...corner(10, 0, 0), ...corner(0, 10, 0), ...corner(0, 0, 10)])
  const triangles = Uint32Array.from([0, 2, 1, 0, 1, 3, 1, 2, 3, 0, 3, 2, 0, 0, 1])
  const mesh = meshOfAll(rowsOf({ solid: { corners, triangles } }))
  expect([mesh.indices.length / 3, normalsAgree(mesh)]).toEqual([4, true])
  expect(volumeAbove(mesh, 0)).toBeCloseTo(1_000 / 6, 0)
})

test('each building has its number on all of its corners', () => {
  const far = square.map((value, at) => value + (at % 2 === 0 ? 0.001 : 0))
  const { featureIds } = meshOfAll(rowsOf({}, { rings: [far] }))
  expect([featureIds.filter((id) => id === 0).length, featureIds.filter((id) => id === 1).length]).toEqual([20, 20])
})
