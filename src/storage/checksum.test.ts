import { expect, test } from 'vitest'
import { DamagedRow, readRow, rowChecksum } from './checksum'
import { problemOf } from './openDatabase'

const name = 'fact alerts/7'
const content = JSON.stringify({ headline: 'Ngập đường Hoàng Diệu' })

test('a row that is as it was written passes, and so does one from before there were checksums', () => {
  const expected = { headline: 'Ngập đường Hoàng Diệu' }
  expect([readRow(rowChecksum(name, content), name, content), readRow(null, name, content)]).toEqual([expected, expected])
})

test('a row with the wrong checksum, or without one and no JSON, is damaged', () => {
  expect(() => readRow(1, name, content)).toThrow(DamagedRow)
  expect(() => readRow(null, name, `${content}}`)).toThrow(DamagedRow)
})

test('every single flipped bit is found, in the name and in the content', () => {
  const sum = rowChecksum(name, content)
  const passed = Array.from({ length: content.length * 7 }, (_, bit) => bit).filter((bit) => {
    const at = Math.floor(bit / 7)
    const flipped = content.slice(0, at) + String.fromCharCode(content.charCodeAt(at) ^ (1 << (bit % 7))) + content.slice(at + 1)
    return rowChecksum(name, flipped) === sum
  })
  expect([passed, rowChecksum('fact alerts/8', content) === sum]).toEqual([[], false])
})

test('a damaged row is trouble with the file', () => {
  expect(problemOf(new DamagedRow(name))).toBe('not-a-database')
})
