import { TerrainProvider, type Scene } from '@cesium/engine'
import { expect, it } from 'vitest'
import { terrainPosts } from './cityTerrain'
import { forgetScene } from './endedScenes'

it('leaves nothing of an ended scene at the triangles that the terrain tiles of all scenes share', () => {
  const grids = TerrainProvider as unknown as {
    getRegularGridAndSkirtIndicesAndEdgeIndices(width: number, height: number): { indices: { indexBuffers?: object } }
  }
  const { indices } = grids.getRegularGridAndSkirtIndicesAndEdgeIndices(terrainPosts, terrainPosts)
  // As Cesium keeps them when the first tile of a scene is drawn.
  indices.indexBuffers = { ended: {}, running: {} }
  forgetScene({ context: { id: 'ended' } } as unknown as Scene)
  expect(grids.getRegularGridAndSkirtIndicesAndEdgeIndices(terrainPosts, terrainPosts).indices.indexBuffers).toEqual({ running: {} })
})
