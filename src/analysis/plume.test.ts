import { stabilityClasses } from '#shared/contract/cityAnswer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isInRing } from './areas'
import { concentrationMgPerM3, highestConcentration, plumeOutline, stabilityOf } from './plume'

const release = fc.record({
  rateGPerS: fc.double({ min: 1, max: 5_000, noNaN: true }),
  releaseHeightM: fc.double({ min: 0, max: 60, noNaN: true }),
  windMps: fc.double({ min: 0.5, max: 15, noNaN: true }),
  stability: fc.constantFrom(...stabilityClasses),
})

test('what is released flows through every plane downwind: nothing is lost, nothing made', () => {
  fc.assert(
    fc.property(release, fc.integer({ min: 300, max: 5_000 }), (source, downwindM) => {
      // Sum of concentration x wind over a plane across the wind, by rectangles from the ground up.
      const [stepsAside, stepsUp, spanAsideM, spanUpM] = [160, 400, 12_000, 12_000]
      let flow = 0
      for (let up = 0; up < stepsUp; up += 1) {
        // Finer near the ground and the axis.
        const [z0, z1] = [spanUpM * (up / stepsUp) ** 2, spanUpM * ((up + 1) / stepsUp) ** 2]
        for (let aside = 0; aside < stepsAside; aside += 1) {
          const [y0, y1] = [spanAsideM * (aside / stepsAside) ** 2, spanAsideM * ((aside + 1) / stepsAside) ** 2]
          flow += 2 * concentrationMgPerM3(source, downwindM, (y0 + y1) / 2, (z0 + z1) / 2) * (y1 - y0) * (z1 - z0) * source.windMps
        }
      }
      expect(Math.abs(flow / 1000 / source.rateGPerS - 1)).toBeLessThan(0.02)
    }),
    { numRuns: 25 },
  )
})

test('on the outline the concentration is the threshold; within it is higher', () => {
  fc.assert(
    fc.property(
      release,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      (source, threshold, share) => {
        const { ring, farthestM, areaM2 } = plumeOutline(source, threshold)
        for (const [downwindM, asideM] of ring) expect(concentrationMgPerM3(source, downwindM, asideM) / threshold).toBeCloseTo(1, 6)
        if (ring.length < 8) return
        expect(areaM2).toBeGreaterThan(0)
        expect(farthestM).toBe(Math.max(...ring.map(([downwindM]) => downwindM)))
        const [downwindM, asideM] = ring[Math.floor(ring.length / 4)]!
        fc.pre(asideM > 0.1)
        const isHigher = concentrationMgPerM3(source, downwindM, asideM * share) > threshold
        expect(isHigher).toBe(true)
        expect(isInRing(ring, downwindM - 1e-6, asideM * share)).toBe(true)
      },
    ),
  )
})

test('a number from the formula, worked out by hand', () => {
  // D, 1000 m: sigma y = 160 / sqrt(1.4) = 135.2 m, sigma z = 140 / sqrt(1.3) = 122.8 m; 10 g/s at 3 m/s on the ground: 1e4 / (pi 3 135.2 122.8).
  const source = { rateGPerS: 10, releaseHeightM: 0, windMps: 3, stability: 'D' } as const
  expect(concentrationMgPerM3(source, 1000, 0, 0)).toBeCloseTo(10_000 / (Math.PI * 3 * 135.225 * 122.788), 4)
  expect(concentrationMgPerM3(source, -5, 0)).toBe(0)
  expect(highestConcentration(source).downwindM).toBeGreaterThanOrEqual(100)
})

test('a plume that goes farther than the model holds says so', () => {
  expect(plumeOutline({ rateGPerS: 1e6, releaseHeightM: 0, windMps: 1, stability: 'F' }, 0.01).cutOff).toBe(true)
  expect(plumeOutline({ rateGPerS: 1, releaseHeightM: 0, windMps: 5, stability: 'A' }, 1).cutOff).toBe(false)
  expect(plumeOutline({ rateGPerS: 1, releaseHeightM: 60, windMps: 5, stability: 'A' }, 1e6)).toEqual({
    ring: [],
    farthestM: 0,
    areaM2: 0,
    cutOff: false,
  })
})

test('classes from wind and sky: the sun stirs, a clear night settles, wind evens out', () => {
  const skies = ['strong-sun', 'moderate-sun', 'weak-sun', 'night-cloudy', 'night-clear'] as const
  expect([1, 2.5, 4, 5.5, 9].map((windMps) => skies.map((sky) => stabilityOf(windMps, sky)).join(''))).toEqual([
    'ABBFF',
    'BBCEF',
    'BCCDE',
    'CDDDD',
    'CDDDD',
  ])
})
