import { expect, test } from 'vitest'
import { collectBuildings } from './buildingRows'
import { overlappingPairs } from './overlaps'
import { areaOf } from './ringCheck'

const box = (x: number, y: number, width: number, height: number): number[] =>
  [x, y, x + width, y, x + width, y + height, x, y + height].map((step, at) => (at % 2 === 0 ? 107 : 16) + step * 1e-4)

function pairs(...rings: number[][]): [number, number][] {
  const collected = collectBuildings()
  rings.forEach((ring, index) =>
    collected.add({
      id: `${index}`,
      name: '',
      sourceIndex: index,
      heightM: 3,
      groundM: 0,
      people: NaN,
      levels: 0,
      use: 0,
      wardCode: '',
      areaM2: Math.abs(areaOf(ring)),
      rings: [ring],
      solid: undefined,
    }),
  )
  return overlappingPairs(collected.finish())
}

test('a building within another, the same one twice, and one that shares 85 %', () => {
  expect([
    pairs(box(0, 0, 10, 10), box(2, 2, 2, 2)),
    pairs(box(0, 0, 1, 1), box(0, 0, 1, 1)),
    pairs(box(0, 0, 10, 10), box(-1.5, 0, 10, 10.1)),
  ]).toEqual([[[1, 0]], [[0, 1]], [[0, 1]]])
})

test('neighbours, a share of 75 %, and a shape whose box alone overlaps', () => {
  const angle = [0, 0, 10, 0, 10, 1, 1, 1, 1, 10, 0, 10].map((step, at) => (at % 2 === 0 ? 107 : 16) + step * 1e-4)
  expect([pairs(box(0, 0, 1, 1), box(1, 0, 1, 1)), pairs(box(0, 0, 10, 10), box(2.5, 0, 10, 10.1)), pairs(angle, box(2, 2, 7, 7))]).toEqual(
    [[], [], []],
  )
})
