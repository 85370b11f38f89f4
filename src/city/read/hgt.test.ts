import { expect, test } from 'vitest'
import { isHgt, readHgt } from './hgt'

const bytes = Buffer.alloc(1_201 * 1_201 * 2)
bytes.writeInt16BE(12, 0)
bytes.writeInt16BE(-32_768, 2)
bytes.writeInt16BE(-3, (1_201 * 1_201 - 1) * 2)

test('a tile starts at its north-west corner and ends at its south-east one', async () => {
  const source = readHgt('S17W108.hgt', bytes)
  expect(source).toMatchObject({ originX: -108, originY: -16, columns: 1_201, rows: 1_201, accuracyM: 16 })
  expect([...(await source.read({ column: 0, row: 0, columns: 2, rows: 1 }))]).toEqual([12, NaN])
  expect([...(await source.read({ column: 1_200, row: 1_200, columns: 1, rows: 1 }))]).toEqual([-3])
  expect(source.originX + 1_200 * source.stepX).toBeCloseTo(-107, 9)
})

test('a tile is known by name and size', () => {
  expect([
    isHgt('N16E107.hgt', bytes.length),
    isHgt('n16e107.SRTMGL1.hgt', 25_934_402),
    isHgt('N16E107.hgt', 5),
    isHgt('a.hgt', bytes.length),
  ]).toEqual([true, true, false, false])
  expect(() => readHgt('N95E107.hgt', bytes)).toThrow('does not say where')
})
