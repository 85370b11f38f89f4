import { expect, test } from 'vitest'
import type { HeightGrid } from '#analysis/heightGrid'
import { collectBuildings, type BuildingRow, type BuildingRows } from './buildingRows'
import { deriveColumns } from './derivedColumns'
import { createProblemList } from './problemList'

/** A slope that falls to the east by 1 m a step of 1e-3 degrees, from 10 m; the river reaches its low end. */
const slope: HeightGrid = {
  westDeg: 107,
  eastDeg: 107.01,
  southDeg: 16,
  northDeg: 16.01,
  columns: 11,
  rows: 11,
  heightsM: Float32Array.from({ length: 121 }, (_, post) => 10 - (post % 11)),
}
const thresholds = Float32Array.from({ length: 121 }, (_, post) => (post % 11 >= 5 ? 10 - (post % 11) : NaN))

function rowsOf(...rows: Partial<BuildingRow>[]): BuildingRows {
  const collected = collectBuildings()
  for (const row of rows)
    collected.add({
      id: 'b',
      name: '',
      sourceIndex: 0,
      heightM: 6,
      groundM: NaN,
      people: NaN,
      levels: 0,
      use: 0,
      wardCode: '',
      areaM2: 1,
      rings: [square(107.005)],
      solid: undefined,
      ...row,
    })
  return collected.finish()
}
const square = (west: number, size = 0.001): number[] => [
  west,
  16.005,
  west + size,
  16.005,
  west + size,
  16.005 + size,
  west,
  16.005 + size,
]
const ward = (code: string, west: number): { code: string; polygons: number[][][] } => ({ code, polygons: [[square(west, 0.004)]] })

test('ground is the terrain in the middle, walls begin below its lowest corner, water comes at the lowest corner', () => {
  const rows = rowsOf({ groundM: 99 })
  const problems = createProblemList()
  const { groundM, baseM, floodM } = deriveColumns(rows, [], slope, thresholds, problems)
  expect([groundM[0], baseM[0], floodM[0], problems.count('warn')]).toEqual([
    expect.closeTo(4.5, 3),
    expect.closeTo(3.5, 3),
    expect.closeTo(4, 3),
    0,
  ])
  // The mesh is made from the rows: one scene has one ground.
  expect(rows.groundM[0]).toBeCloseTo(4.5, 3)
})

test('without terrain, or outside of it, the source is believed; without both it is said', () => {
  const problems = createProblemList()
  const derived = deriveColumns(rowsOf({ groundM: 7 }, { groundM: 7, rings: [square(108)] }, {}), [], undefined, undefined, problems)
  expect([[...derived.groundM], [...derived.floodM], problems.counts.get('ground-unknown')]).toEqual([[7, 7, 0], [NaN, NaN, NaN], 1])
  const outside = deriveColumns(rowsOf({ groundM: 7, rings: [square(108)] }), [], slope, thresholds, problems)
  expect([outside.groundM[0], outside.floodM[0]]).toEqual([7, NaN])
})

test('the ward is where the building stands, else what the source says if there is such a ward', () => {
  const problems = createProblemList()
  const rows = rowsOf(
    { wardCode: '19351' },
    { wardCode: '19351', rings: [square(107.05)] },
    { wardCode: '11111', rings: [square(107.05)] },
    { rings: [square(107.05)] },
  )
  const { ward: found } = deriveColumns(rows, [ward('19351', 107), ward('19333', 107.0045)], undefined, undefined, problems)
  expect([[...found], problems.counts.get('ward-unknown')]).toEqual([[1, 0, 65_535, 65_535], 1])
})

test('codes without boundaries are left out, and said once', () => {
  const problems = createProblemList()
  const { ward: found } = deriveColumns(
    rowsOf({ wardCode: '19333', groundM: 1 }, { wardCode: '19351', groundM: 1 }),
    [],
    undefined,
    undefined,
    problems,
  )
  expect([[...found], problems.first(9).map(({ code, detail }) => [code, detail])]).toEqual([
    [65_535, 65_535],
    [['wards-without-boundaries', { count: 2 }]],
  ])
})
