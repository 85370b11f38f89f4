import { expect, test } from 'vitest'
import type { DraftRing } from './draft'
import { areaOf, checkPolygon } from './ringCheck'

// Corners in units of about 11 m near Đông Hà.
const ring = (...corners: [number, number][]): DraftRing => corners.flatMap(([x, y]) => [107.1 + x * 1e-4, 16.8 + y * 1e-4])
const square = ring([0, 0], [1, 0], [1, 1], [0, 1], [0, 0])
const codesOf = (...polygon: DraftRing[]): string[] => checkPolygon(polygon).findings.map(({ code }) => code)

test('a proper square is left as it is, without its closing point, and its area is that on the ground', () => {
  const { rings, areaM2, findings, usable } = checkPolygon([square])
  expect([rings.length, rings[0]?.length, findings, usable]).toEqual([1, 8, [], true])
  expect(areaM2).toBeCloseTo(11.1195 * 11.1195 * Math.cos((16.8 * Math.PI) / 180), 1)
})

test('what is put right is said: an open ring, a clockwise one, a point twice, a spike', () => {
  expect(codesOf(ring([0, 0], [1, 0], [1, 1], [0, 1]))).toEqual(['ring-closed'])
  const clockwise = checkPolygon([ring([0, 0], [0, 1], [1, 1], [1, 0], [0, 0])])
  expect([clockwise.findings.map(({ code }) => code), clockwise.usable, areaOf(clockwise.rings[0]!) > 0]).toEqual([
    ['ring-rewound'],
    true,
    true,
  ])
  expect(codesOf(ring([0, 0], [1, 0], [1, 0], [1, 1], [0, 1], [0, 0]))).toEqual([])
  const spiked = checkPolygon([ring([0, 0], [1, 0], [1, 0.5], [3, 0.5], [1, 0.5], [1, 1], [0, 1], [0, 0])])
  expect([spiked.findings.map(({ code }) => code), spiked.usable]).toEqual([['ring-spike'], true])
  expect(spiked.areaM2).toBeCloseTo(checkPolygon([square]).areaM2, 3)
})

test.each<[string, DraftRing, string]>([
  ['a bow tie', ring([0, 0], [1, 1], [1, 0], [0, 1], [0, 0]), 'ring-self-crossing'],
  ['an uneven bow tie', ring([0, 0], [2, 2], [2, 0], [0, 1], [0, 0]), 'ring-self-crossing'],
  ['a loop', ring([0, 0], [4, 0], [4, 4], [1, 4], [1, -1], [0, -1], [0, 0]), 'ring-self-crossing'],
  ['twice round', ring([0, 0], [1, 0], [1, 1], [0, 1], [0, 0], [1, 0], [1, 1], [0, 1], [0, 0]), 'ring-wound-twice'],
  ['a corner touching a corner', ring([0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1], [0, 0]), 'ring-touches-itself'],
  ['a corner touching a side', ring([0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]), 'ring-touches-itself'],
  ['two points', ring([0, 0], [1, 0], [0, 0]), 'ring-too-short'],
  ['points in a line', ring([0, 0], [1, 1], [2, 2], [0, 0]), 'ring-no-area'],
  ['a number that is none', [107, 16, NaN, 16, 107, 17], 'coordinate-not-a-number'],
  ['infinity', [107, 16, 107.1, Infinity, 107, 17], 'coordinate-not-a-number'],
  ['1e20', [107, 16, 1e20, 16, 107, 17], 'coordinate-out-of-range'],
])('%s is not usable', (_, given, code) => {
  const { findings, usable } = checkPolygon([given])
  expect([findings.at(-1)?.code, usable]).toEqual([code, false])
})

test('where a ring crosses itself is said', () => {
  const [finding] = checkPolygon([ring([0, 0], [1, 1], [1, 0], [0, 1], [0, 0])]).findings
  expect([finding?.lonDeg, finding?.latDeg]).toEqual([expect.closeTo(107.10005, 7), expect.closeTo(16.80005, 7)])
})

test('a ring of many sides is checked the same', () => {
  const corners = Array.from({ length: 200 }, (_, i): [number, number] => [Math.cos((i / 100) * Math.PI), Math.sin((i / 100) * Math.PI)])
  expect(codesOf(ring(...corners, corners[0]!))).toEqual([])
  ;[corners[50], corners[52]] = [corners[52]!, corners[50]!]
  expect(codesOf(ring(...corners, corners[0]!))).toEqual(['ring-self-crossing'])
})

test('holes lie within the outline and beside each other', () => {
  const big = ring([0, 0], [10, 0], [10, 10], [0, 10], [0, 0])
  const hole = (x: number, y: number, size = 2): DraftRing => ring([x, y], [x, y + size], [x + size, y + size], [x + size, y], [x, y])
  expect([codesOf(big, hole(2, 2)), codesOf(big, hole(2, 2), hole(6, 6))]).toEqual([[], []])
  expect([codesOf(big, hole(12, 2)), codesOf(big, hole(9, 2)), codesOf(big, hole(2, 2), hole(3, 3))]).toEqual([
    ['hole-outside'],
    ['hole-outside'],
    ['holes-overlap'],
  ])
})
