import earcut from 'earcut'
import { ringsOf, type BuildingRows } from './buildingRows'
import type { DraftSolid } from './draft'
import type { LocalFrame } from './localFrame'

/** Triangles of some buildings in the city's frame (x east, y north, z up, metres), flat shaded; front sides counter-clockwise. */
export type BuildingMesh = {
  positions: Float64Array
  /** Three signed bytes a vertex. */
  normals: Int8Array
  /** Which of the buildings, from 0, a vertex belongs to. */
  featureIds: Uint16Array
  indices: Uint32Array
}

/** Walls and a flat roof for each row, or the row's own surfaces; `baseM` is where the walls of a row begin. */
export function meshOf(rows: BuildingRows, chosen: Uint32Array, baseM: (row: number) => number, frame: LocalFrame): BuildingMesh {
  if (chosen.length > 65_535) throw new Error(`${chosen.length} buildings in one tile`)
  const size = sizeOf(rows, chosen)
  const mesh = createMesh(size.vertices, size.triangles)
  chosen.forEach((row, featureId) => {
    const solid = rows.solids.get(row)
    if (solid !== undefined) return addSolid(mesh, solid, featureId, frame)
    const topM = (Number.isNaN(rows.groundM[row]!) ? 0 : rows.groundM[row]!) + rows.heightM[row]!
    addExtrusion(mesh, ringsOf(rows, row), Math.min(baseM(row), topM), topM, featureId, frame)
  })
  return mesh.finish()
}

function sizeOf(rows: BuildingRows, chosen: Uint32Array): { vertices: number; triangles: number } {
  let vertices = 0
  let triangles = 0
  for (const row of chosen) {
    const solid = rows.solids.get(row)
    if (solid !== undefined) {
      vertices += solid.triangles.length
      triangles += solid.triangles.length / 3
      continue
    }
    const first = rows.polygonStart[row]!
    const last = rows.polygonStart[row + 1]!
    const corners = rows.ringStart[last]! - rows.ringStart[first]!
    vertices += corners * 5
    // A roof with holes has two triangles more for each hole.
    triangles += corners * 3 + (last - first) * 2
  }
  return { vertices, triangles }
}

type Mesh = ReturnType<typeof createMesh>

function createMesh(vertices: number, triangles: number) {
  const positions = new Float64Array(vertices * 3)
  const normals = new Int8Array(vertices * 3)
  const featureIds = new Uint16Array(vertices)
  const indices = new Uint32Array(triangles * 3)
  let vertexCount = 0
  let indexCount = 0
  return {
    positions,
    vertex: (normal: readonly [number, number, number], featureId: number): number => {
      normals.set(normal, vertexCount * 3)
      featureIds[vertexCount] = featureId
      vertexCount += 1
      return vertexCount - 1
    },
    triangle: (a: number, b: number, c: number): void => {
      indices[indexCount] = a
      indices[indexCount + 1] = b
      indices[indexCount + 2] = c
      indexCount += 3
    },
    finish: (): BuildingMesh => ({
      positions: positions.subarray(0, vertexCount * 3),
      normals: normals.subarray(0, vertexCount * 3),
      featureIds: featureIds.subarray(0, vertexCount),
      indices: indices.subarray(0, indexCount),
    }),
  }
}

function addExtrusion(mesh: Mesh, rings: readonly Float64Array[], baseM: number, topM: number, featureId: number, frame: LocalFrame): void {
  const roof: number[] = []
  const holes: number[] = []
  const roofVertices: number[] = []
  const { positions } = mesh
  for (const ring of rings) {
    if (roof.length > 0) holes.push(roof.length / 2)
    const count = ring.length / 2
    const corners = new Float64Array(count * 6)
    for (let corner = 0; corner < count; corner += 1) {
      frame.place(ring[corner * 2]!, ring[corner * 2 + 1]!, baseM, corners, corner * 6)
      frame.place(ring[corner * 2]!, ring[corner * 2 + 1]!, topM, corners, corner * 6 + 3)
    }
    for (let corner = 0; corner < count; corner += 1) {
      const a = corner * 6
      const b = ((corner + 1) % count) * 6
      const [dx, dy] = [corners[b]! - corners[a]!, corners[b + 1]! - corners[a + 1]!]
      const length = Math.hypot(dx, dy) || 1
      // The outside lies to the right of a ring's way, for outlines and holes alike.
      const normal = [signedByte(dy / length), signedByte(-dx / length), 0] as const
      const first = mesh.vertex(normal, featureId)
      for (let more = 0; more < 3; more += 1) mesh.vertex(normal, featureId)
      positions.set(corners.subarray(a, a + 3), first * 3)
      positions.set(corners.subarray(b, b + 6), first * 3 + 3)
      positions.set(corners.subarray(a + 3, a + 6), first * 3 + 9)
      mesh.triangle(first, first + 1, first + 2)
      mesh.triangle(first, first + 2, first + 3)
    }
    for (let corner = 0; corner < count; corner += 1) {
      const vertex = mesh.vertex([0, 0, 127], featureId)
      const top = corners.subarray(corner * 6 + 3, corner * 6 + 6)
      positions.set(top, vertex * 3)
      roofVertices.push(vertex)
      roof.push(top[0]!, top[1]!)
    }
  }
  const triangles = earcut(roof, holes)
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at]!, triangles[at + 1]!, triangles[at + 2]!]
    const turn =
      (roof[b * 2]! - roof[a * 2]!) * (roof[c * 2 + 1]! - roof[a * 2 + 1]!) -
      (roof[c * 2]! - roof[a * 2]!) * (roof[b * 2 + 1]! - roof[a * 2 + 1]!)
    if (turn >= 0) mesh.triangle(roofVertices[a]!, roofVertices[b]!, roofVertices[c]!)
    else mesh.triangle(roofVertices[a]!, roofVertices[c]!, roofVertices[b]!)
  }
}

function addSolid(mesh: Mesh, { corners, triangles }: DraftSolid, featureId: number, frame: LocalFrame): void {
  const places = new Float64Array(corners.length)
  for (let at = 0; at < corners.length; at += 3) frame.place(corners[at]!, corners[at + 1]!, corners[at + 2]!, places, at)
  for (let at = 0; at < triangles.length; at += 3) {
    const [a, b, c] = [triangles[at]! * 3, triangles[at + 1]! * 3, triangles[at + 2]! * 3]
    const [ux, uy, uz] = [places[b]! - places[a]!, places[b + 1]! - places[a + 1]!, places[b + 2]! - places[a + 2]!]
    const [vx, vy, vz] = [places[c]! - places[a]!, places[c + 1]! - places[a + 1]!, places[c + 2]! - places[a + 2]!]
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
    const length = Math.hypot(nx, ny, nz)
    // A triangle of less than a square millimetre has no side to speak of.
    if (length < 2e-6) continue
    const normal = [signedByte(nx / length), signedByte(ny / length), signedByte(nz / length)] as const
    const first = mesh.vertex(normal, featureId)
    mesh.vertex(normal, featureId)
    mesh.vertex(normal, featureId)
    for (const [more, from] of [a, b, c].entries()) mesh.positions.set(places.subarray(from, from + 3), (first + more) * 3)
    mesh.triangle(first, first + 1, first + 2)
  }
}

function signedByte(share: number): number {
  return Math.round(share * 127)
}
