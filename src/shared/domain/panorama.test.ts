import { expect, test } from 'vitest'
import type { WallSurface } from '#shared/contract/wall'
import { around, hangingOf, inFrame } from './panorama'

const surface = (number: number, boundsMm: WallSurface['boundsMm']): WallSurface => ({
  surface: number,
  present: true,
  label: '',
  boundsPx: { x: (number - 1) * 1920, y: 0, width: 1920, height: 1080 },
  boundsMm,
})

test('a wall hangs by millimetres only when all of it was measured', () => {
  const measured = { x: 3, y: 0, width: 1210, height: 680 }
  expect(hangingOf([surface(1, measured), surface(2, measured)]).get(1)).toEqual(measured)
  expect(hangingOf([surface(1, measured), surface(2, null)]).get(1)).toEqual({ x: 0, y: 0, width: 1920, height: 1080 })
})

test('what is around several rectangles holds them all', () => {
  expect(
    around([
      { x: 5, y: 0, width: 10, height: 10 },
      { x: 0, y: 4, width: 3, height: 20 },
    ]),
  ).toEqual({ x: 0, y: 0, width: 15, height: 24 })
  expect(() => around([])).toThrow(RangeError)
})

test('a picture goes on behind the strip above it', () => {
  // A strip of a tenth of the display: the picture begins above the frame by a ninth of it.
  expect(inFrame({ x: -1, y: 0, width: 2, height: 1 }, { y: 0.1, height: 0.9 })).toEqual({
    x: -1,
    y: -0.1 / 0.9,
    width: 2,
    height: 1 / 0.9,
  })
})
