import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CityCamera } from '#shared/contract/cityParts'
import { createCameraLayer, wedgeOf } from './cameraLayer'
import { viewOf } from './cameraPose'
import type { CameraSight } from './cameraSights'
import { createCanvasText } from './canvasText'
import { distanceM } from './ellipsoid'
import { flatGround } from './groundHeights'
import { palette, place } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

const camera: CityCamera = {
  id: 'c',
  name: { vi: 'c', en: 'c' },
  place,
  mountHeightM: 8,
  headingDeg: 90,
  pitchDeg: -10,
  horizontalFieldOfViewDeg: 60,
  rangeM: 200,
  steerable: false,
  source: 'drawn for a test',
  licence: 'none',
  synthetic: true,
}

class FakePath {
  moveTo() {}
  lineTo() {}
  closePath() {}
}

function draw(sight: CameraSight, drawnCamera = camera, isSelected = false, rangeM = 1_500) {
  const { context, drawn } = recordingContext()
  const view = viewOf({ target: place, rangeM, headingDeg: 0, pitchDeg: -60 }, 800, 600)
  const layer = createCameraLayer([drawnCamera], { of: () => sight, dispose() {} })
  const selected = isSelected ? ({ layer: 'cameras', id: camera.id } as const) : null
  layer.paint?.({ context, text: createCanvasText(context, () => palette), view, palette, groundM: flatGround, language: 'vi', selected })
  return drawn.filter(({ call }) => call === 'fill' || call === 'stroke')
}

it('is a wedge from the camera round its range, symmetric about where it looks', () => {
  const [apex, ...arc] = wedgeOf(camera)
  expect(apex).toEqual([place.lonDeg, place.latDeg])
  for (const [lonDeg, latDeg] of arc) expect(distanceM(place, { lonDeg, latDeg })).toBeCloseTo(200, 0)
  expect(arc[0]![1] - place.latDeg).toBeCloseTo(place.latDeg - arc.at(-1)![1], 6)
  expect(Math.min(...arc.map(([lonDeg]) => lonDeg))).toBeGreaterThan(place.lonDeg)
})

it('is a circle for a camera that sees all round', () => {
  const ring = wedgeOf({ ...camera, horizontalFieldOfViewDeg: 360 })
  expect(ring).toHaveLength(49)
  for (const [lonDeg, latDeg] of ring) expect(distanceM(place, { lonDeg, latDeg })).toBeCloseTo(200, 0)
})

describe('what is drawn of a camera', () => {
  beforeAll(() => vi.stubGlobal('Path2D', FakePath))
  afterAll(() => vi.unstubAllGlobals())

  it('fills the ground it sees, and leaves its field broken while that is not known', () => {
    const ground = { areas: [[wedgeOf(camera)]], seenM2: 100, fieldM2: 200 }
    const calls = (sight: CameraSight) => draw(sight).map(({ call, dashed }) => [call, dashed])
    expect(calls({ state: 'seen', ground, illustrative: true }).slice(0, 2)).toEqual([
      ['fill', false],
      ['stroke', false],
    ])
    expect(calls({ state: 'computing' }).slice(0, 1)).toEqual([['stroke', true]])
    expect(calls({ state: 'unknown' }).slice(0, 1)).toEqual([['stroke', true]])
  })

  it('shows where a chosen camera could be turned', () => {
    const strokes = (steerable: boolean) =>
      draw({ state: 'computing' }, { ...camera, steerable }, true).filter(({ call, dashed }) => call === 'stroke' && dashed).length
    expect([strokes(false), strokes(true)]).toEqual([1, 2])
  })

  it('says nothing of fields from far above', () => {
    expect(draw({ state: 'computing' }, camera, false, 60_000).some(({ dashed }) => dashed)).toBe(false)
  })
})
