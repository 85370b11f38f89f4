import { CustomHeightmapTerrainProvider, Ellipsoid, GeographicTilingScheme } from '@cesium/engine'
import { tileHeights, type GroundHeights } from './groundHeights'
import { groundTilePx } from './groundImagery'

/** Posts along the side of a terrain tile. */
export const terrainPosts = 33
const degrees = 180 / Math.PI
// Cesium would take a tile of so few posts for a very rough one, and draw ten times the triangles for the same picture: a city's ground
// is smooth, and a tile is fine enough when the picture on it is. So each tile of the ground has one tile of the picture.
const levelZeroErrorM = (Math.PI * Ellipsoid.WGS84.maximumRadius) / groundTilePx

/** Terrain for Cesium from the heights in memory: nothing is fetched, and it agrees with what stands on it. */
export function createCityTerrain(ground: GroundHeights): CustomHeightmapTerrainProvider {
  const tilingScheme = new GeographicTilingScheme()
  const provider = new CustomHeightmapTerrainProvider({
    width: terrainPosts,
    height: terrainPosts,
    tilingScheme,
    callback(x, y, level) {
      const { west, south, east, north } = tilingScheme.tileXYToRectangle(x, y, level)
      return tileHeights(
        ground,
        { west: west * degrees, south: south * degrees, east: east * degrees, north: north * degrees },
        terrainPosts,
      )
    },
  })
  provider.getLevelMaximumGeometricError = (level) => levelZeroErrorM / 2 ** level
  return provider
}
