import { createFormats } from '#i18n/formats'
import { createMessages } from '#i18n/messages'
import type { Translate } from '#i18n/catalogue'
import { expect, it } from 'vitest'
import { areaText, depthText, durationText, lengthText, peopleText, shareText } from './quantityText'

const words = {
  t: createMessages('vi').global.t as unknown as Translate,
  language: 'vi' as const,
  formats: createFormats('vi', 'Asia/Ho_Chi_Minh'),
}

it('quantities are written in the unit that reads best', () => {
  expect([lengthText(999, words), lengthText(1_234, words)]).toEqual(['999 m', '1,23 km'])
  expect([areaText(9_999, words), areaText(12_340, words), areaText(77_270_000, words)]).toEqual(['9.999 m²', '1,2 ha', '77,27 km²'])
  expect([durationText(42, words), durationText(292, words)]).toEqual(['42 giây', '4,9 phút'])
  expect([depthText(0.04, words), depthText(4.36, words)]).toEqual(['0,0 m', '4,4 m'])
  expect(peopleText(46_304.2, words)).toBe('46.304 người')
  expect([shareText(1, 3, '3 km', words), shareText(0, 0, '0 m', words)]).toEqual(['33 % / 3 km', '–'])
})
