import { Event, GeographicTilingScheme, Rectangle, type ImageryProvider } from '@cesium/engine'
import type { CityManifest } from '#shared/contract/city'
import type { BaseMap } from './baseMap'
import { drawGround } from './groundDrawing'
import { tileFrame } from './groundFrames'
import type { Palette } from './palette'

/** Pixels along the side of a picture tile of the ground. */
export const groundTilePx = 512
// Coarser tiles would draw the whole city as one dot of river.
const minimumLevel = 9
const maximumLevel = 17
const degrees = 180 / Math.PI

/** Imagery for Cesium that draws each tile from the city's own vectors: no tile files, no network, sharp at every level. */
export function createGroundImagery(bounds: CityManifest['bounds'], map: BaseMap, palette: Palette): ImageryProvider {
  const tilingScheme = new GeographicTilingScheme()
  const provider = {
    tilingScheme,
    rectangle: Rectangle.fromDegrees(bounds.westDeg, bounds.southDeg, bounds.eastDeg, bounds.northDeg),
    tileWidth: groundTilePx,
    tileHeight: groundTilePx,
    minimumLevel,
    maximumLevel,
    errorEvent: new Event(),
    hasAlphaChannel: false,
    tileDiscardPolicy: undefined,
    credit: undefined,
    proxy: undefined,
    getTileCredits: () => [],
    pickFeatures: () => undefined,
    requestImage(x: number, y: number, level: number): Promise<HTMLCanvasElement> {
      const { west, south, east, north } = tilingScheme.tileXYToRectangle(x, y, level)
      const canvas = document.createElement('canvas')
      canvas.width = groundTilePx
      canvas.height = groundTilePx
      const context = canvas.getContext('2d', { alpha: false })
      if (context === null) return Promise.reject(new Error('no 2D canvas for a map tile'))
      const extent = { west: west * degrees, south: south * degrees, east: east * degrees, north: north * degrees }
      drawGround(context, map, tileFrame(extent, groundTilePx), palette)
      return Promise.resolve(canvas)
    },
  }
  return provider as unknown as ImageryProvider
}
