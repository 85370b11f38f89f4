import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, searchWords } from './foldText'

test.each([
  ['Đường ĐÔNG Hà', 'duong dong ha'],
  ['Điện Biên Phủ', 'dien bien phu'],
  ['NGUYỄN HUỆ', 'nguyen hue'],
  ['ngập'.normalize('NFD'), 'ngap'],
])('%j is searched as %j', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

test('words are runs of letters and digits; what stands between them does not count', () => {
  expect(searchWords('Mực nước 5,16 m – BĐ3 (“sông Hiếu”)')).toEqual(['muc', 'nuoc', '5', '16', 'm', 'bd3', 'song', 'hieu'])
  expect(searchWords(' – "*" ')).toEqual([])
})

test('however a text is encoded it is searched alike, and folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(searchWords(text.normalize('NFC'))).toEqual(searchWords(text.normalize('NFD')))
      expect(searchWords(searchWords(text).join(' '))).toEqual(searchWords(text))
    }),
  )
})
