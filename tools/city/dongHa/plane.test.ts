import { describe, expect, it } from 'vitest'
import { crossing, distanceM, isInside, nearestOn, placeOf, positionOf, subdivided, type Place } from './plane'

describe('the plane of the city', () => {
  it('goes there and back within a decimetre', () => {
    for (const position of [[107.0284, 16.7436] as [number, number], [107.1486, 16.8621] as [number, number]]) {
      const [lonDeg, latDeg] = positionOf(placeOf(position))
      expect(lonDeg).toBeCloseTo(position[0], 6)
      expect(latDeg).toBeCloseTo(position[1], 6)
    }
  })

  it('measures as the ellipsoid does: from the station to the museum it is 2.45 km', () => {
    // Inverse geodesic on WGS 84 after Vincenty.
    expect(distanceM(placeOf([107.11189, 16.81117]), placeOf([107.09053, 16.81916]))).toBeCloseTo(2_442, -1)
  })

  it('finds the nearest place of a line and its side', () => {
    const line: Place[] = [
      [0, 0],
      [10, 0],
      [10, 10],
    ]
    expect(nearestOn(line, [4, 3])).toEqual({ distanceM: 3, place: [4, 0], segment: 0, part: 0.4, isLeft: true })
    expect(nearestOn(line, [13, 6])).toMatchObject({ distanceM: 3, place: [10, 6], segment: 1, isLeft: false })
  })

  it('crosses segments, and tells inside from outside', () => {
    expect(crossing([0, 0], [10, 0], [4, -2], [4, 6])).toEqual({ ab: 0.4, cd: 0.25 })
    expect(crossing([0, 0], [10, 0], [4, 1], [4, 6])).toBeUndefined()
    const square: Place[] = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
    ]
    expect([isInside(square, [5, 5]), isInside(square, [11, 5])]).toEqual([true, false])
  })

  it('cuts a line into steps and keeps its points', () => {
    expect(
      subdivided(
        [
          [0, 0],
          [10, 0],
          [10, 4],
        ],
        5,
      ),
    ).toEqual([
      [0, 0],
      [5, 0],
      [10, 0],
      [10, 4],
    ])
  })
})
