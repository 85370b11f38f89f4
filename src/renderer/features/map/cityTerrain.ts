import { CustomHeightmapTerrainProvider, GeographicTilingScheme } from '@cesium/engine'
import { tileHeights, type GroundHeights } from './groundHeights'

const posts = 33
const degrees = 180 / Math.PI

/** Terrain for Cesium from the heights in memory: nothing is fetched, and it agrees with what stands on it. */
export function createCityTerrain(ground: GroundHeights): CustomHeightmapTerrainProvider {
  const tilingScheme = new GeographicTilingScheme()
  return new CustomHeightmapTerrainProvider({
    width: posts,
    height: posts,
    tilingScheme,
    callback(x, y, level) {
      const { west, south, east, north } = tilingScheme.tileXYToRectangle(x, y, level)
      return tileHeights(ground, { west: west * degrees, south: south * degrees, east: east * degrees, north: north * degrees }, posts)
    },
  })
}
