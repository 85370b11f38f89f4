import { expect, it } from 'vitest'
import { emptyBaseMap } from './baseMap'
import { createGroundImagery, groundTilePx } from './groundImagery'
import { readPalette } from './palette'

it('draws all tiles on one canvas, each when its texture is made and only then', async () => {
  const drawn: string[] = []
  const context = {
    fillRect: () => drawn.push('land'),
    save: () => {},
    restore: () => {},
    setLineDash: () => {},
    getImageData: (_x: number, _y: number, width: number, height: number) => {
      drawn.push('read')
      return { data: new Uint8ClampedArray(width * height * 4) }
    },
  }
  const canvas = { getContext: () => context } as unknown as HTMLCanvasElement
  const bounds = { westDeg: 106.9, southDeg: 16.6, eastDeg: 107.4, northDeg: 17 }
  const imagery = createGroundImagery(bounds, emptyBaseMap, readPalette(document.body), canvas)

  const tiles = (await Promise.all([imagery.requestImage(0, 0, 9), imagery.requestImage(1, 0, 9)])) as unknown as {
    arrayBufferView: Uint8ClampedArray
  }[]
  expect(drawn).toEqual([])
  const [first, second] = tiles.map(({ arrayBufferView }) => arrayBufferView)
  expect(drawn).toEqual(['land', 'read', 'land', 'read'])
  expect([first!.length, first === second]).toEqual([groundTilePx ** 2 * 4, false])
  // Cesium asks several times for one texture.
  expect(tiles[0]!.arrayBufferView).toBe(first)
  expect(drawn).toHaveLength(4)
})
