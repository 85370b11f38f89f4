import { buildingsFile, buildingTable } from '#test/builders/buildings'
import { expect, test } from 'vitest'
import { buildingIdOf, buildingIndex, buildingTableOf, placeOfBuilding, useOf } from './buildingTable'
import { decodeColumns, encodeColumns } from './columns'

const place = { lonDeg: 107.1, latDeg: 16.8 }

test('rows have their id, use and place; the index finds them by outline', () => {
  const table = buildingTable([
    { id: 'nhà-1', place, use: 'school', sizeM: 60 },
    { id: 'b', place: { lonDeg: 107.11, latDeg: 16.81 } },
  ])
  expect([buildingIdOf(table, 0), buildingIdOf(table, 1)]).toEqual(['nhà-1', 'b'])
  expect([useOf(table, 0), useOf(table, 1)]).toEqual(['school', 'residential'])
  expect(placeOfBuilding(table, 1)).toEqual({ lonDeg: 107.11, latDeg: 16.81 })
  const index = buildingIndex(table)
  // 25 m east of the middle of a building of 60 m.
  expect(index.within(107.10023, 16.8, 107.10024, 16.80001)).toEqual([0])
  expect(index.within(107.105, 16.8, 107.106, 16.81)).toEqual([])
  expect(buildingIndex(buildingTable([])).within(107, 16, 108, 17)).toEqual([])
})

test('a file that does not fit together is refused', () => {
  const file = decodeColumns(buildingsFile([{ place }]))
  const broken = (name: string, column: Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): (() => unknown) => {
    const columns = { ...Object.fromEntries(file.columns), [name]: column }
    return () => buildingTableOf(decodeColumns(encodeColumns(file.meta, columns)))
  }
  expect(broken('levels', Uint8Array.of(1, 2))).toThrow('levels has 2 values for 1')
  expect(broken('ringStart', Uint32Array.of(0, 9))).toThrow('ringStart does not fit 1 rows')
  expect(broken('idStart', Uint32Array.of(7, 2))).toThrow('idStart falls at 0')
})
