import { describe, expect, it } from 'vitest'
import { levelSentence, peakSentence, readingSentence } from './floodBulletin'

const levelsM = [2, 3, 4]
const peaks = [
  { date: '2020-10-18', levelM: 5.36, source: '' },
  { date: '2020-10-08', levelM: 4.69, source: '' },
  { date: '1983', levelM: 4.58, source: '' },
]
const at = (text: string) => Date.parse(text)

describe('levelSentence', () => {
  it.each([
    [1.64, '1,64 m, dưới BĐ1 0,36 m', '1.64 m, 0.36 m below alarm level 1'],
    [3.7, '3,70 m, dưới BĐ3 0,30 m', '3.70 m, 0.30 m below alarm level 3'],
    [5.16, '5,16 m, trên BĐ3 1,16 m', '5.16 m, 1.16 m above alarm level 3'],
    [5.17, '5,17 m, trên BĐ3 1,17 m', '5.17 m, 1.17 m above alarm level 3'],
    [2.94, '2,94 m, dưới BĐ2 0,06 m', '2.94 m, 0.06 m below alarm level 2'],
    [4, '4,00 m, ở mức BĐ3', '4.00 m, at alarm level 3'],
    [-0.05, '-0,05 m, dưới BĐ1 2,05 m', '-0.05 m, 2.05 m below alarm level 1'],
  ])('%d m', (valueM, vi, en) => {
    expect(levelSentence(valueM, levelsM)).toEqual({ vi, en })
  })
})

describe('peakSentence', () => {
  it('compares with the newest peak of an earlier day, not with the flood itself', () => {
    expect(peakSentence(5.36, at('2020-10-18T03:30:00+07:00'), peaks).vi).toBe('đỉnh; cao hơn đỉnh 08/10/2020 0,67 m')
    expect(peakSentence(5.36, at('2020-10-18T03:30:00+07:00'), peaks).en).toBe('peak; 0.67 m above the peak of 2020-10-08')
  })

  it('takes the day by the clock of Vietnam', () => {
    // Still the 17th in UTC, already the 18th on the Hiếu.
    expect(peakSentence(5.36, at('2020-10-17T20:30:00Z'), peaks).vi).toBe('đỉnh; cao hơn đỉnh 08/10/2020 0,67 m')
    expect(peakSentence(5, at('2020-10-18T17:30:00Z'), peaks).vi).toBe('đỉnh; thấp hơn đỉnh 18/10/2020 0,36 m')
  })

  it('names a year when only the year is known, an equal peak, and no peak at all', () => {
    expect(peakSentence(4.69, at('2020-10-08T13:00:00+07:00'), peaks).vi).toBe('đỉnh; cao hơn đỉnh 1983 0,11 m')
    expect(peakSentence(5.36, at('2021-10-01T00:00:00+07:00'), peaks)).toEqual({
      vi: 'đỉnh; bằng đỉnh 18/10/2020',
      en: 'peak; equal to the peak of 2020-10-18',
    })
    expect(peakSentence(5.36, at('1980-10-01T00:00:00+07:00'), peaks)).toEqual({ vi: 'đỉnh', en: 'peak' })
  })
})

describe('readingSentence', () => {
  it('adds the peak only to the reading that the bulletin calls the peak', () => {
    const reading = { valueM: 5.36, observedAtMs: at('2020-10-18T03:30:00+07:00'), peak: true }
    expect(readingSentence({ levelsM, peaks }, reading).vi).toBe('5,36 m, trên BĐ3 1,36 m; đỉnh; cao hơn đỉnh 08/10/2020 0,67 m')
    expect(readingSentence({ levelsM, peaks }, { ...reading, peak: false }).vi).toBe('5,36 m, trên BĐ3 1,36 m')
  })
})
