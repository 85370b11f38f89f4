import { describe, expect, it } from 'vitest'
import { createCityTerrain } from './cityTerrain'
import { groundTilePx } from './groundImagery'

describe('the terrain of the city', () => {
  it('asks for one picture tile of the same size for each of its tiles, whatever the level', () => {
    const terrain = createCityTerrain(() => 0)
    // Cesium's choice: the level whose texels are as large as the error of the ground tile.
    const texelAtZeroM = (6_378_137 * 2 * Math.PI) / (groundTilePx * terrain.tilingScheme.getNumberOfXTilesAtLevel(0))
    for (const level of [0, 9, 14, 17])
      expect(Math.round(Math.log2(texelAtZeroM / terrain.getLevelMaximumGeometricError(level)))).toBe(level)
  })

  it('has the heights of the ground at its posts, from the north-west corner on', async () => {
    const terrain = createCityTerrain((lonDeg, latDeg) => lonDeg + latDeg)
    const tile = await terrain.requestTileGeometry(1, 0, 0)
    expect([tile?.interpolateHeight(terrain.tilingScheme.tileXYToRectangle(1, 0, 0), 0, Math.PI / 2)]).toEqual([90])
  })
})
