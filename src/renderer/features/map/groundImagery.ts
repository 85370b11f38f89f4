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

/** What Cesium makes a texture of: its bytes are there once it asks for them. */
type TilePicture = { width: number; height: number; readonly arrayBufferView: Uint8ClampedArray }

/**
 * Imagery for Cesium that draws each tile from the city's own vectors: no tile files, no network, sharp at every level. All tiles are
 * drawn on one canvas, each when its texture is made: canvases of their own would stay until the collector comes by, which knows
 * nothing of their megabytes.
 */
export function createGroundImagery(
  bounds: CityManifest['bounds'],
  map: BaseMap,
  palette: Palette,
  canvas = document.createElement('canvas'),
): ImageryProvider {
  const tilingScheme = new GeographicTilingScheme()
  canvas.width = groundTilePx
  canvas.height = groundTilePx
  // Its pixels are read, so they are kept where they can be.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true })

  function draw(onto: CanvasRenderingContext2D, x: number, y: number, level: number): Uint8ClampedArray {
    const { west, south, east, north } = tilingScheme.tileXYToRectangle(x, y, level)
    const extent = { west: west * degrees, south: south * degrees, east: east * degrees, north: north * degrees }
    drawGround(onto, map, tileFrame(extent, groundTilePx), palette)
    return onto.getImageData(0, 0, groundTilePx, groundTilePx).data
  }

  const provider = {
    tilingScheme,
    rectangle: Rectangle.fromDegrees(bounds.westDeg, bounds.southDeg, bounds.eastDeg, bounds.northDeg),
    tileWidth: groundTilePx,
    tileHeight: groundTilePx,
    minimumLevel,
    maximumLevel,
    errorEvent: new Event(),
    // It has none, but three bytes a pixel would be made four again by the graphics.
    hasAlphaChannel: true,
    tileDiscardPolicy: undefined,
    credit: undefined,
    proxy: undefined,
    getTileCredits: () => [],
    pickFeatures: () => undefined,
    requestImage(x: number, y: number, level: number): Promise<TilePicture> {
      if (context === null) return Promise.reject(new Error('no 2D canvas for a map tile'))
      let pixels: Uint8ClampedArray | undefined
      return Promise.resolve({
        width: groundTilePx,
        height: groundTilePx,
        get arrayBufferView() {
          return (pixels ??= draw(context, x, y, level))
        },
      })
    },
  }
  return provider as unknown as ImageryProvider
}
