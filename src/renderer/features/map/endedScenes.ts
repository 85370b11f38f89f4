import { TerrainProvider, type Scene } from '@cesium/engine'
import { terrainPosts } from './cityTerrain'

type SharedIndices = { indexBuffers?: Record<string, unknown> }
type GridIndices = { getRegularGridAndSkirtIndicesAndEdgeIndices(width: number, height: number): { indices: SharedIndices } }

// Posts along the side of a terrain tile: our own, and Cesium's of ground without heights.
const gridSides = [terrainPosts, 16]

/**
 * Makes Cesium let go of a scene that is ending: the triangles that all terrain tiles of a page share keep an index buffer of every
 * scene there ever was, and with it its graphics context of some megabytes.
 */
export function forgetScene(scene: Scene): void {
  const { id } = (scene as unknown as { context: { id: string } }).context
  for (const { indexBuffers } of gridSides.map(sharedIndices)) if (indexBuffers !== undefined) delete indexBuffers[id]
}

function sharedIndices(side: number): SharedIndices {
  return (TerrainProvider as unknown as GridIndices).getRegularGridAndSkirtIndicesAndEdgeIndices(side, side).indices
}
