import type { Gauge } from '#shared/contract/city'
import { levelSentence } from '#shared/domain/floodBulletin'
import { describe, expect, it } from 'vitest'
import { createFormats } from './formats'
import { marginInWords, readingInWords } from './levelWords'
import { createMessages } from './messages'
import type { Translate } from './catalogue'

const levelsM = [2, 3, 4]
const wordsOf = (language: 'vi' | 'en') => {
  const { t: translate } = createMessages(language).global
  const t: Translate = (key, values = {}) => translate(key, values)
  return { t, formats: createFormats(language, 'Asia/Ho_Chi_Minh') }
}

describe('where a level stands', () => {
  it.each([1.64, 2, 2.94, 3.7, 4, 5.16, 5.17, 5.36])('is said beside %d m as the bulletin says it', (valueM) => {
    for (const language of ['vi', 'en'] as const) {
      const { t, formats } = wordsOf(language)
      const said = `${formats.decimal(valueM, 2)} m, ${marginInWords(valueM, levelsM, t, formats)}`
      expect(said).toBe(levelSentence(valueM, levelsM)[language])
    }
  })

  it('is compared with earlier floods at the peak', () => {
    const { t, formats } = wordsOf('vi')
    const gauge: Gauge = {
      id: 'dong-ha',
      name: { vi: 'Đông Hà', en: 'Đông Hà' },
      river: { vi: 'sông Hiếu', en: 'Hiếu River' },
      place: { lonDeg: 107, latDeg: 16 },
      placeCertainty: { vi: '', en: '' },
      levelsM,
      legalBasis: '',
      peaks: [{ date: '2020-10-08', levelM: 4.69, source: '' }],
      freshnessLimitMs: 1,
    }
    const observedAtMs = Date.UTC(2020, 9, 17, 20, 30)
    const peak = { gaugeId: 'dong-ha', valueM: 5.36, observedAtMs, basis: 'observed' as const, source: '', peak: true, drillId: null }
    expect(readingInWords(gauge, peak, 'vi', t, formats)).toBe('trên BĐ3 1,36 m; đỉnh; cao hơn đỉnh 08/10/2020 0,67 m')
    expect(readingInWords(gauge, { ...peak, peak: false }, 'vi', t, formats)).toBe('trên BĐ3 1,36 m')
  })
})
