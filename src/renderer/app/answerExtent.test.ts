import type { AnswerLayer } from '#shared/contract/answerLayer'
import { expect, it } from 'vitest'
import { answerExtent } from './answerExtent'

const from = { lonDeg: 107, latDeg: 16 }
const until = { lonDeg: 107.2, latDeg: 16.4 }
const extent = (...layers: AnswerLayer[]) => answerExtent({ layers, floodLevelM: null, buildingIds: [] })

it('is the box around everything that is drawn', () => {
  const found = extent(
    { kind: 'sight', id: 's', from, fromHeightM: 6, until, clear: true },
    { kind: 'area', id: 'a', tone: 'reach', rings: [[[107.1, 16.1], [107.4, 16.1], [107.1, 16.2]]] }, // prettier-ignore
    { kind: 'points', id: 'p', tone: 'reach', places: [{ place: { lonDeg: 107.1, latDeg: 15.9 } }] },
  )!
  expect(found.centre.lonDeg).toBeCloseTo(107.2, 9)
  expect(found.centre.latDeg).toBeCloseTo(16.15, 9)
  expect(found.area.polygons).toEqual([[[107, 15.9], [107.4, 15.9], [107.4, 16.4], [107, 16.4], [107, 15.9]]]) // prettier-ignore
})

it('is nowhere for nothing, and for water, which is all over the city', () => {
  expect(extent()).toBeUndefined()
  const box = { westDeg: 107, southDeg: 16, eastDeg: 108, northDeg: 17, columns: 2, rows: 2, depthM: new Float32Array(4) }
  expect(
    extent({ kind: 'depth', id: 'water', ...box }, { kind: 'sight', id: 's', from, fromHeightM: 6, until, clear: true }),
  ).toBeUndefined()
})
