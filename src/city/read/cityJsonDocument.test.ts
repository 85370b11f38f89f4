import { expect, test } from 'vitest'
import { shapeOf } from './cityJsonDocument'

const surfaces = [[[0, 1, 2]], [[0, 2, 3]]]
const semantics = { surfaces: [{ type: 'RoofSurface' }, { type: 'GroundSurface' }], values: [0, 1] }

test('the most detailed level up to 2.2 is taken, however it is written', () => {
  const level = (...lods: (string | number)[]): number | undefined =>
    shapeOf({ type: 'Building', geometry: lods.map((lod) => ({ type: 'MultiSurface', lod, boundaries: surfaces })) })?.lod
  expect([level('1.2', '2.2', '3'), level(1, 2), level('0'), level('3.1'), level()]).toEqual([2.2, 2, 0, undefined, undefined])
})

test('a solid gives its outer shell, several solids those of each', () => {
  const of = (type: string, boundaries: unknown) => shapeOf({ type: 'Building', geometry: [{ type, lod: '2', boundaries }] })?.surfaces
  expect(of('Solid', [surfaces, [[[7, 8, 9]]]])).toEqual(surfaces)
  expect(of('MultiSolid', [[surfaces], [surfaces, surfaces]])).toEqual([...surfaces, ...surfaces])
  expect(of('Solid', surfaces)).toBeUndefined()
  expect(of('GeometryInstance', [0])).toBeUndefined()
  expect(of('MultiSurface', [[['a', 1, 2]]])).toBeUndefined()
})

test('floors are known when every surface says what it is', () => {
  const of = (values: unknown) =>
    shapeOf({ type: 'Building', geometry: [{ type: 'MultiSurface', lod: '2', boundaries: surfaces, semantics: { ...semantics, values } }] })
      ?.floors
  expect([of([0, 1]), of([0, 0]), of([1]), of(null)]).toEqual([[false, true], undefined, undefined, undefined])
})
