import { answerOf, askCity } from '#analysis/askCity'
import type { CityAnswer, CityQuestion } from '#shared/contract/cityAnswer'
import type { Language } from '#shared/contract/ipc'
import { createMessages } from '#i18n/messages'
import { createFormats } from '#i18n/formats'
import type { Translate } from '#i18n/catalogue'
import { townModel, townPlace } from '#test/builders/cityModel'
import { describe, expect, it } from 'vitest'
import { answerText, noteText } from './answerText'

const city = townModel({
  groundM: (eastM) => (eastM < -950 ? -2 : Math.abs(eastM + 500) < 40 ? 4 : 1),
  buildings: [
    { id: 'ven-song', place: townPlace(-700, 0), groundM: 1, floodM: 1, people: 4 },
    { id: 'trong-de', place: townPlace(0, 0), groundM: 1, floodM: 4, people: 1200 },
  ],
  junctions: [townPlace(-900, 0), townPlace(600, 0)],
  roads: [{ from: 0, to: 1, name: 'Hùng Vương' }],
  facilities: [{ id: 'truong', place: townPlace(-700, 20) }],
  cameras: [{ id: 'cam', place: townPlace(-700, -50) }],
})
const roadState = { floodLevelM: null, closures: [] }
const area = { polygons: [], circles: [{ centre: townPlace(0, 0), radiusM: 400 }] }
const questions: readonly CityQuestion[] = [
  { kind: 'inside', area },
  { kind: 'flood', levelM: 3, gaugeLevelM: 3 },
  { kind: 'route', from: townPlace(-800, 0), to: townPlace(500, 0), ...roadState },
  {
    kind: 'nearest',
    place: townPlace(500, 0),
    among: [{ id: 'u', name: { vi: 'Đội', en: 'Crew' }, place: townPlace(-800, 0) }],
    most: 3,
    ...roadState,
  },
  { kind: 'reach', from: townPlace(0, 0), minutes: 1, ...roadState },
  { kind: 'sight', place: townPlace(-700, 0), heightM: 1.5 },
  { kind: 'coverage', area },
  {
    kind: 'plume',
    place: townPlace(0, 0),
    rateGPerS: 50,
    releaseHeightM: 0,
    windFromDeg: 90,
    windMps: 2,
    stability: 'D',
    thresholdsMgPerM3: [1],
  },
  { kind: 'measure', places: [townPlace(0, 0), townPlace(300, 0)], closed: false },
]

function wordsIn(language: Language) {
  const { t } = createMessages(language).global
  return { t: t as unknown as Translate, language, formats: createFormats(language, 'Asia/Ho_Chi_Minh') }
}

async function answerTo(question: CityQuestion): Promise<CityAnswer> {
  const { result } = askCity(city, question, 'vi')
  return answerOf(city, question, result, { id: crypto.randomUUID(), answeredAtMs: 1_603_000_000_000, tookMs: 3.21, operator: 'Trạm 1' })
}

describe('an answer in words', () => {
  it('has no key left and no number that is none, for every question in both languages', async () => {
    for (const question of questions) {
      const answer = await answerTo(question)
      for (const language of ['vi', 'en'] as const) {
        const text = JSON.stringify([answerText(answer, wordsIn(language)), noteText(answer, wordsIn(language))])
        expect(text).not.toMatch(/questions\.|NaN|undefined|\{\w+\}/)
      }
    }
  })

  it('shows both ways of counting a flood, and says why they differ', async () => {
    const { ways, figures, lists, warnings } = answerText(await answerTo(questions[1]!), wordsIn('vi'))
    expect(ways).toEqual(['Nước nối với sông', 'Mọi chỗ thấp'])
    expect(figures.find(({ label }) => label === 'Người (ước tính)')).toEqual({ label: 'Người (ước tính)', value: '4', other: '1.204' })
    expect(lists.map(({ title, total }) => [title, total])).toEqual([
      ['Cơ sở', 1],
      ['Đường', 1],
      ['Camera', 1],
      ['Nhà', 1],
    ])
    expect(lists.at(-1)?.rows[0]).toEqual({
      key: 'ven-song',
      text: 'nhà ở ven-song',
      detail: 'sâu 2,0 m · 2 tầng · 4 người',
      place: townPlace(-700, 0),
    })
    expect(warnings).toHaveLength(2)
  })

  it('becomes a note that says what it is, and what it was made from', async () => {
    const note = noteText(await answerTo(questions[1]!), wordsIn('vi'))
    expect(note).toContain('Hỏi bản đồ – Nước dâng đến đâu. Minh họa')
    expect(note).toContain('Người (ước tính): 4 (Mọi chỗ thấp: 1.204)')
    expect(note).toMatch(/Mô hình connectivity-field bản 1 · đầu vào [0-9a-f]{12} · 18\/10\/2020 .* · Trạm 1 · tính trong 3,2 ms/)
    expect(note.length).toBeLessThan(4_000)
  })

  it('calls a plume what it is: a screening model', async () => {
    const { warnings } = answerText(await answerTo(questions[7]!), wordsIn('en'))
    expect(warnings.join(' ')).toContain('SCREENING MODEL')
  })
})
