import { describe, expect, it } from 'vitest'
import type { WallSurface } from '#shared/contract/wall'
import { gridOf, hangInGrid, originBeside, overlaps, turned, wallText, type PanelGrid } from './wallMeasures'

const surface = (number: number, x: number, y: number, boundsMm: WallSurface['boundsMm'] = null): WallSurface => ({
  surface: number,
  present: true,
  label: '',
  boundsPx: { x, y, width: 1920, height: 1080 },
  boundsMm,
})
const grid: PanelGrid = {
  rows: 2,
  columns: 2,
  panelWidthMm: 1210,
  panelHeightMm: 680,
  frameMm: 8,
  gapXMm: 4,
  gapYMm: 10,
  upright: false,
}
/** Two rows of two whose upper left display is the desk's. */
const three = [surface(1, 1920, 0), surface(2, 0, 1080), surface(3, 1920, 1080)]

describe('panels in a grid', () => {
  it('hang where the system shows them, frames and gaps between, and the place of the desk stays empty', () => {
    expect([...hangInGrid(three, grid)]).toEqual([
      [1, { x: 1230, y: 0, width: 1210, height: 680 }],
      [2, { x: 0, y: 706, width: 1210, height: 680 }],
      [3, { x: 1230, y: 706, width: 1210, height: 680 }],
    ])
    expect(gridOf(three)).toEqual({ rows: 2, columns: 2 })
    expect(gridOf([])).toEqual({ rows: 1, columns: 1 })
  })

  it('fill the grid row by row where the system arranges them otherwise, and none lies on another', () => {
    const inARow = [surface(1, 0, 0), surface(2, 1920, 0), surface(3, 3840, 0), surface(4, 5760, 0), surface(5, 7680, 0)]
    const hung = hangInGrid(inARow, { ...grid, frameMm: 0, gapXMm: 0, gapYMm: 0 }, { x: 100, y: 50 })
    expect([...hung.keys()]).toEqual([1, 2, 3, 4])
    expect(hung.get(4)).toEqual({ x: 1310, y: 730, width: 1210, height: 680 })
    const places = [...hung.values()]
    for (const [index, one] of places.entries()) expect(places.slice(index + 1).some((other) => overlaps(one, other))).toBe(false)
    // Mirrored displays: the system shows them in one place.
    expect(hangInGrid([surface(1, 0, 0), surface(2, 0, 0)], grid).get(2)?.x).toBe(1230)
  })

  it('stand upright, together or one by one', () => {
    expect(hangInGrid(three, { ...grid, upright: true }).get(1)).toEqual({ x: 700, y: 0, width: 680, height: 1210 })
    const lying = { x: 10, y: 20, width: 1210, height: 680 }
    expect(turned(lying)).toEqual({ x: 275, y: -245, width: 680, height: 1210 })
    expect(turned(turned(lying))).toEqual(lying)
  })

  it('of a second wall begin beside the first', () => {
    expect(originBeside([surface(1, 0, 0, { x: 200, y: 0, width: 1000, height: 600 }), surface(2, 0, 0)])).toEqual({ x: 2200, y: 0 })
    expect(originBeside([surface(1, 0, 0)])).toEqual({ x: 0, y: 0 })
  })
})

describe('text on the wall', () => {
  it('has titles with capitals of 20 minutes of arc: 23.3 mm from four metres', () => {
    const { share, arcMinutes } = wallText(700, 4)
    expect(share * 1.45 * 700 * 0.7).toBeCloseTo(23.3, 1)
    expect(arcMinutes).toBeCloseTo(20, 6)
  })

  it('keeps rows in a list and dots in a letter, and says what that costs', () => {
    expect(wallText(680, 10).share).toBe(0.036)
    expect(wallText(680, 10).arcMinutes).toBeCloseTo(8.5, 1)
    expect(wallText(680, 0.2).share).toBeCloseTo(12 / 1080, 9)
    expect(wallText(680, 0.2).arcMinutes).toBeGreaterThan(20)
  })
})
