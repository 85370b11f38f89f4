import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createBuildingLayer } from './buildingLayer'
import { plainLook, type BuildingLook } from './buildingLook'
import { createBuildingFinder } from './buildingPick'
import { viewOf } from './cameraPose'
import { createCanvasText } from './canvasText'
import { flatGround } from './groundHeights'
import { blockTable, type Block } from './testing/buildingBuilders'
import { palette, place } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

class FakePath {
  moveTo() {}
  lineTo() {}
  closePath() {}
}

/** What is drawn of some blocks from straight above, `rangeM` up. */
function draw(blocks: readonly Block[], { isPlan = true, rangeM = 600, look = {} as Partial<BuildingLook> } = {}) {
  const { context, drawn } = recordingContext()
  const table = blockTable(blocks)
  const whole = { ...plainLook, ...look }
  const layer = createBuildingLayer(table, createBuildingFinder(table), { isFlat: () => isPlan, isPlan: () => isPlan, look: () => whole })
  const view = viewOf({ target: place, rangeM, headingDeg: 0, pitchDeg: -90 }, 800, 600)
  layer.paint?.({
    context,
    text: createCanvasText(context, () => palette),
    view,
    palette,
    groundM: flatGround,
    language: 'vi',
    selected: null,
  })
  return drawn
}

const house: Block = { id: 'house', eastM: 0, northM: 0, sideM: 20 }
const corners = (drawn: ReturnType<typeof draw>) =>
  drawn.filter(({ call }) => call === 'moveTo' || call === 'lineTo').map((each) => each.arguments as [number, number])

describe('footprints of the flat plan', () => {
  beforeAll(() => vi.stubGlobal('Path2D', FakePath))
  afterAll(() => vi.unstubAllGlobals())

  it('are where the houses stand and as large as they are', () => {
    const ring = corners(draw([house]))
    expect(ring).toHaveLength(4)
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
    const [width, height] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)]
    // The middle of the picture is where the camera looks; a house of 20 m is as wide as it is high.
    expect((Math.max(...xs) + Math.min(...xs)) / 2).toBeCloseTo(400, 0)
    expect((Math.max(...ys) + Math.min(...ys)) / 2).toBeCloseTo(300, 0)
    expect(width / height).toBeCloseTo(1, 1)
    expect(width).toBeGreaterThan(10)
    const far = corners(draw([house], { rangeM: 1_200 }))
    expect(Math.max(...far.map(([x]) => x)) - Math.min(...far.map(([x]) => x))).toBeCloseTo(width / 2, 0)
  })

  it('are told apart by water, and left out when they are hidden or switched off', () => {
    const blocks = [house, { ...house, id: 'low', eastM: 60, floodM: 2 }]
    const fills = (look: Partial<BuildingLook>) => {
      const drawn = draw(blocks, { look })
      return [corners(drawn).length / 4, drawn.filter(({ call }) => call === 'fill').map(({ fillStyle }) => fillStyle)]
    }
    expect(fills({ floodLevelM: 3 })).toEqual([2, [palette.buildings.low, palette.buildings.shallow]])
    expect(fills({ hidden: new Set(['house']) })[0]).toBe(1)
    expect(draw(blocks, { look: { visible: false } })).toEqual([])
  })

  it('are not drawn above the 3D city, nor from so far that they would be a stain', () => {
    expect(draw([house], { isPlan: false })).toEqual([])
    expect(draw([house], { rangeM: 20_000 })).toEqual([])
  })

  it('outline what is selected', () => {
    const strokes = draw([house], { look: { selectedId: 'house' } }).filter(({ call }) => call === 'stroke')
    expect(strokes.map(({ strokeStyle }) => strokeStyle)).toEqual([palette.text])
  })
})
