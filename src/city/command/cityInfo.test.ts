import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { importCity } from '#city/import/importCity'
import { testFolder } from '#test/builders/folderBuilder'
import { houses, writeFootprints } from '#test/builders/footprints'
import { cityInfoInWords, readCityInfo } from './cityInfo'

const folder = testFolder('info')
afterAll(() => folder.remove())

test('what a city holds is said in both languages, with sources, licences and what was made up', async () => {
  const source = writeFootprints(folder.at('houses.geojson'), houses(1_200), { synthetic: true })
  await importCity({ source, out: folder.at('city'), id: 'thu', nameVi: 'Thử', nameEn: 'Trial', licence: 'CC BY 4.0' })
  const info = readCityInfo(folder.at('city'))
  expect(cityInfoInWords(info, 'vi')).toEqual(
    expect.arrayContaining([
      'Thử (thu)',
      '- công trình: 1.200; nguồn: houses.geojson; giấy phép: CC BY 4.0; DỮ LIỆU MINH HỌA',
      'Có dữ liệu minh họa; màn hình sẽ ghi rõ.',
    ]),
  )
  expect(cityInfoInWords(info, 'en')).toEqual(
    expect.arrayContaining([
      'Trial (thu)',
      '- buildings: 1,200; source: houses.geojson; licence: CC BY 4.0; ILLUSTRATIVE, made up',
      'Attribution: houses.geojson (CC BY 4.0)',
    ]),
  )
})

test('the shipped city says what it is, and a folder that is no city is named', () => {
  expect(cityInfoInWords(readCityInfo(resolve('resources/city/dong-ha')), 'en')[0]).toBe('Đông Hà, Quảng Trị (dong-ha)')
  expect(() => readCityInfo(folder.at('nowhere'))).toThrow(folder.at('nowhere', 'city.json'))
})
