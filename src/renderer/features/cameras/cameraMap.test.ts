import { describe, expect, it } from 'vitest'
import type { Column } from '#analysis/columns'
import type { CityCamera } from '#shared/contract/cityParts'
import { drawCameraMap, streetsOf } from './cameraMap'

const camera: CityCamera = {
  id: 'cam-01',
  name: { vi: 'Cầu', en: 'Bridge' },
  place: { lonDeg: 107.1, latDeg: 16.8 },
  mountHeightM: 8,
  headingDeg: 90,
  pitchDeg: -10,
  horizontalFieldOfViewDeg: 60,
  rangeM: 230,
  steerable: false,
  source: 'test',
  licence: 'test',
  synthetic: true,
}
const metreNorthDeg = 1 / 110_644
const columns = (lines: [number, number][][], classes: number[]) => {
  const points = lines.flat()
  const start = lines.reduce((ends, line) => [...ends, ends.at(-1)! + line.length], [0])
  return new Map<string, Column>([
    ['shapeStart', Uint32Array.from(start)],
    ['shapeLonDeg', Float64Array.from(points, ([lonDeg]) => lonDeg)],
    ['shapeLatDeg', Float64Array.from(points, ([, latDeg]) => latDeg)],
    ['arcClass', Uint8Array.from(classes)],
  ])
}

describe('map of a camera', () => {
  it('is a unit a metre where the camera sees 230 m, north up, with what it sees to the right of one that looks east', () => {
    const map = drawCameraMap(camera, undefined)
    expect(map).toEqual({
      majorStreets: '',
      minorStreets: '',
      view: 'M500 500L699.2 385A230 230 0 0 1 699.2 615Z',
    })
  })

  it('draws what is wider than a half circle the long way round, and all around as a circle', () => {
    expect(drawCameraMap({ ...camera, horizontalFieldOfViewDeg: 270 }, undefined).view).toContain('0 1 1')
    expect(drawCameraMap({ ...camera, horizontalFieldOfViewDeg: 360 }, undefined).view).toBe(
      'M270 500A230 230 0 1 1 730 500A230 230 0 1 1 270 500Z',
    )
  })

  it('shows streets near it, the larger ones apart, and leaves out what is far away', () => {
    const near: [number, number][] = [
      [107.1, 16.8],
      [107.1, 16.8 + 100 * metreNorthDeg],
    ]
    const far: [number, number][] = [
      [107.3, 16.8],
      [107.3, 16.9],
    ]
    const streets = streetsOf(columns([near, near, far], [1, 5, 1]))
    const map = drawCameraMap(camera, streets)
    expect(map.majorStreets).toBe('M500 500L500 400')
    expect(map.minorStreets).toBe('M500 500L500 400')
  })

  it('has no streets from a file that lacks a column', () => {
    const lacking = columns([], [])
    lacking.delete('arcClass')
    expect(streetsOf(lacking)).toBeUndefined()
  })
})
