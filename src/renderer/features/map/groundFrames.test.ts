import { describe, expect, it } from 'vitest'
import { prepareBaseMap } from './baseMap'
import { viewOf } from './cameraPose'
import { drawGround } from './groundDrawing'
import { tileFrame, viewFrame } from './groundFrames'
import { baseMapFile, palette, place, wardsFile } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

const map = prepareBaseMap(baseMapFile, wardsFile)
const extent = { west: 107, south: 16.7, east: 107.2, north: 16.9 }

describe('a tile', () => {
  it('puts its corners at its corners, north up', () => {
    const frame = tileFrame(extent, 512)
    const corners = frame.line({ ...map.roads[0]!.shape, degrees: [[107, 16.9], [107.2, 16.7]] })[0]! // prettier-ignore
    expect(corners[0]![0]).toBeCloseTo(0, 6)
    expect(corners[0]![1]).toBeCloseTo(0, 6)
    expect(corners[1]![0]).toBeCloseTo(512, 6)
    expect(corners[1]![1]).toBeCloseTo(512, 6)
    expect(1 / frame.pixelsPerMetre).toBeCloseTo((0.2 * 111_195) / 512, 1)
  })

  it('leaves out what lies elsewhere, but not a wide line just outside', () => {
    const frame = tileFrame({ west: 107.16, south: 16.86, east: 107.18, north: 16.88 }, 512)
    expect(frame.line(map.rivers[0]!.shape)).toEqual([])
    const beside = tileFrame({ west: 107.141, south: 16.83, east: 107.161, north: 16.85 }, 512)
    expect(beside.line(map.rivers[0]!.shape)).toHaveLength(1)
  })
})

describe('the ground seen by a camera', () => {
  it('has what is looked at in the middle and metres as large as they are there', () => {
    const view = viewOf({ target: place, rangeM: 8_000, headingDeg: 0, pitchDeg: -60 }, 800, 600)
    const frame = viewFrame(view, 8_000)
    const piece = frame.line(map.rivers[0]!.shape)[0]!
    expect(piece[0]![0]).toBeCloseTo(400, 0)
    expect(piece[0]![1]).toBeCloseTo(300, 0)
    expect(frame.pixelsPerMetre).toBeCloseTo(600 / (2 * Math.tan((17.5 * Math.PI) / 180) * 8_000), 6)
  })
})

describe('drawGround', () => {
  it('paints land first, then water, then roads in their casing', () => {
    const { context, drawn } = recordingContext()
    drawGround(context, map, tileFrame(extent, 512), palette)
    const painted = drawn
      .filter(({ call }) => ['fillRect', 'fill', 'stroke'].includes(call))
      .map(({ call, fillStyle, strokeStyle }) => (call === 'stroke' ? strokeStyle : fillStyle))
    expect(painted[0]).toBe(palette.land)
    expect(painted.indexOf(palette.water)).toBeLessThan(painted.indexOf(palette.ward))
    expect(painted.slice(-2)).toEqual([palette.surface, palette.majorRoad])
  })

  it('tells a course that was drawn from one that was surveyed: paler, with a broken line', () => {
    const { context, drawn } = recordingContext()
    drawGround(context, map, tileFrame(extent, 512), palette)
    const water = drawn.filter(({ call, strokeStyle }) => call === 'stroke' && strokeStyle === palette.water)
    expect(water.map(({ globalAlpha }) => globalAlpha < 1)).toEqual([false, true])
    expect(drawn.filter(({ call, strokeStyle, dashed }) => call === 'stroke' && strokeStyle === palette.land && dashed)).toHaveLength(1)
  })
})
