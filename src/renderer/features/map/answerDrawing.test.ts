import { beforeAll, afterAll, describe, expect, it, vi } from 'vitest'
import type { AnswerLayer } from '#shared/contract/answerLayer'
import { createAnswerLayer } from './answerDrawing'
import { viewOf } from './cameraPose'
import { createCanvasText } from './canvasText'
import { offsetPlace } from './ellipsoid'
import { flatGround } from './groundHeights'
import { createOccupancy } from './labelPlacement'
import { palette, place } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

const view = viewOf({ target: place, rangeM: 3_000, headingDeg: 0, pitchDeg: -60 }, 800, 600)
const at = (eastM: number, northM: number): [number, number] => {
  const { lonDeg, latDeg } = offsetPlace(place, eastM, northM)
  return [lonDeg, latDeg]
}

class FakePath {
  moveTo() {}
  lineTo() {}
  closePath() {}
}

function draw(...layers: AnswerLayer[]) {
  const { context, drawn, texts } = recordingContext()
  const layer = createAnswerLayer(() => ({ layers, floodLevelM: null, buildingIds: [] }))
  const paint = { context, text: createCanvasText(context, () => palette), view, palette, groundM: flatGround, language: 'vi', selected: null } as const // prettier-ignore
  layer.paint?.(paint)
  layer.write?.(paint, createOccupancy(800, 600, 3))
  return { drawn, texts: texts() }
}

describe('what an answer draws', () => {
  beforeAll(() => vi.stubGlobal('Path2D', FakePath))
  afterAll(() => vi.unstubAllGlobals())

  it('fills an area, pale, and writes its words', () => {
    const { drawn, texts } = draw({ kind: 'area', id: 'a', tone: 'reach', rings: [[at(0, 0), at(200, 0), at(0, 200)]], label: '10 phút' })
    expect(drawn.find(({ call }) => call === 'fill')).toMatchObject({ fillStyle: palette.answer.reach, globalAlpha: 0.22 })
    expect(texts).toContain('10 phút')
  })

  it('breaks a line of sight that is blocked and crosses out its end', () => {
    const sight = (clear: boolean): AnswerLayer => ({ kind: 'sight', id: 's', from: place, fromHeightM: 8, until: offsetPlace(place, 200, 0), clear }) // prettier-ignore
    const strokes = (clear: boolean) => draw(sight(clear)).drawn.filter(({ call }) => call === 'stroke')
    expect(strokes(true).map(({ dashed }) => dashed)).toEqual([false])
    expect(strokes(false).map(({ dashed }) => dashed)).toEqual([true, false])
  })

  it('draws water in the shades of its depth and nothing where it is dry', () => {
    const box = { westDeg: at(-100, 0)[0], eastDeg: at(100, 0)[0], southDeg: at(0, -100)[1], northDeg: at(0, 100)[1] }
    const depth = (depthM: number[]): AnswerLayer => ({ kind: 'depth', id: 'd', ...box, columns: 2, rows: 2, depthM: Float32Array.from(depthM) }) // prettier-ignore
    const moves = vi.spyOn(FakePath.prototype, 'moveTo')
    draw(depth([0, 0, Number.NaN, 0]))
    expect(moves).not.toHaveBeenCalled()
    draw(depth([0.2, 0, 0, 2]))
    expect(moves).toHaveBeenCalledTimes(2)
    moves.mockClear()
    // Neighbours of like depth in a row are one piece.
    draw(depth([0.2, 0.3, 0, 0]))
    expect(moves).toHaveBeenCalledTimes(1)
  })

  it('draws a route above a border, roads paler the farther, rings and points', () => {
    const line = [at(-100, 0), at(0, 50), at(100, 0)]
    const route = draw({ kind: 'route', id: 'r', tone: 'route', line }).drawn.filter(({ call }) => call === 'stroke')
    expect(route.map(({ strokeStyle }) => strokeStyle)).toEqual([palette.surface, palette.answer.route])
    const roads = draw({ kind: 'roads', id: 'r', tone: 'reach', lines: [line, line], share: [0, 1] }).drawn.filter(({ call }) => call === 'stroke') // prettier-ignore
    expect(roads[0]!.globalAlpha).toBeGreaterThan(roads[1]!.globalAlpha)
    expect(draw({ kind: 'ring', id: 'o', tone: 'measure', centre: place, radiusM: 100 }).drawn.some(({ dashed }) => dashed)).toBe(true)
    expect(draw({ kind: 'points', id: 'p', tone: 'measure', places: [{ place, label: 'A' }] }).texts).toEqual(['A'])
  })
})
