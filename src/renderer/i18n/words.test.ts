import type { Failure } from '#shared/contract/result'
import type { LinkState } from '#shared/contract/stationPort'
import { buildAlert, buildText } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { ageInWords } from './ages'
import { languageName, placeNames, textFor, titleOf } from './alertWords'
import type { Translate } from './catalogue'
import { failureInWords } from './failureWords'
import { createFormats } from './formats'
import { linkInWords } from './linkWords'
import { createMessages } from './messages'
import { speedInWords } from './speedWords'

const wordsIn = (language: 'vi' | 'en'): Translate => {
  const { t } = createMessages(language).global
  return (key, values = {}) => (typeof values.n === 'number' ? t(key, values, values.n) : t(key, values))
}
const t = wordsIn('vi')
const formats = createFormats('vi', 'Asia/Ho_Chi_Minh')
const atMs = Date.UTC(2020, 9, 17, 16, 4)

describe('ages', () => {
  it.each([
    [0, 'vừa xong'],
    [-5_000, 'vừa xong'],
    [59_999, '59 giây'],
    [37 * 60_000, '37 phút'],
    [125 * 60_000, '2 giờ 5 phút'],
    [120 * 60_000, '2 giờ'],
    [76 * 3_600_000, '3 ngày 4 giờ'],
    [72 * 3_600_000, '3 ngày'],
  ])('%d ms is %s', (ageMs, words) => expect(ageInWords(ageMs, t)).toBe(words))
})

describe('words of an alert', () => {
  const both = buildAlert({ texts: [buildText({ language: 'EN-us', headline: 'Flood' }), buildText({ language: 'vi', headline: 'Lũ' })] })

  it("are in the reader's language where the source wrote it", () => {
    expect(textFor(both, 'vi')).toMatchObject({ text: { headline: 'Lũ' }, otherLanguage: undefined })
    expect(textFor(both, 'en')).toMatchObject({ text: { headline: 'Flood' }, otherLanguage: undefined })
  })

  it('else say which language they are in', () => {
    const french = buildAlert({ texts: [buildText({ language: 'fr-CA', headline: 'Crue' })] })
    expect(textFor(french, 'vi')).toMatchObject({ text: { headline: 'Crue' }, otherLanguage: 'fr-CA' })
    expect(textFor({ ...both, texts: both.texts.slice(0, 1) }, 'vi').otherLanguage).toBe('EN-us')
  })

  it('name a language as a sentence of the reader does, and an unknown tag as it is', () => {
    expect(languageName('en', 'vi')).toBe('tiếng Anh')
    expect(languageName('fr', 'en')).toBe('French')
    expect(languageName('en-US', 'vi')).toMatch(/^tiếng Anh \(.+\)$/)
    expect(languageName('not a tag', 'vi')).toBe('“not a tag”')
  })

  it('name it by its event where there is no headline, and name its places', () => {
    expect(titleOf(buildText({ headline: '', event: 'Bão' }))).toBe('Bão')
    const area = (description: string) => ({ description, polygons: [], circles: [], geocodes: [] })
    expect(placeNames(buildAlert({ areas: [area('Đông Hà'), area(''), area('Cam Lộ')] }))).toBe('Đông Hà · Cam Lộ')
  })
})

describe('words of the link', () => {
  const say = (link: LinkState, nowMs = atMs) => linkInWords(link, nowMs, t, formats)

  it('say the state and since when', () => {
    expect(say({ state: 'live', sinceMs: atMs, gatewayName: 'x' })).toBe('Trực tiếp')
    expect(say({ state: 'catching-up', sinceMs: atMs, remaining: 12_480 })).toBe('Đang nhận bù, còn 12.480 sự kiện')
    expect(say({ state: 'offline', sinceMs: atMs, everConnected: true, reason: '' })).toBe('Mất kết nối từ 23:04')
    expect(say({ state: 'offline', sinceMs: atMs, everConnected: true, reason: '' }, atMs + 86_400_000)).toBe('Mất kết nối từ 17/10 23:04')
    expect(say({ state: 'offline', sinceMs: atMs, everConnected: false, reason: '' })).toBe('Chưa kết nối được kể từ 23:04')
    expect(say({ state: 'connecting', sinceMs: atMs, lastContactMs: null })).toBe('Đang kết nối')
    expect(say({ state: 'connecting', sinceMs: atMs, lastContactMs: atMs })).toBe('Đang kết nối · mất liên lạc từ 23:04')
  })

  it('say why it was refused', () => {
    const failure: Failure = { code: 'unauthorised', message: 'wrong token' }
    expect(say({ state: 'refused', sinceMs: atMs, failure })).toBe('Bị từ chối: mã truy cập không đúng')
    const taken: Failure = { code: 'already-acknowledged', message: '', details: { by: 'Trực ban 2', atMs } }
    expect(failureInWords(taken, t, formats)).toBe('Trực ban 2 đã tiếp nhận lúc 17/10 23:04')
  })
})

describe('speed of a scenario', () => {
  it.each([
    [600, 'nhanh gấp 600 lần'],
    [1.5, 'nhanh gấp 1,5 lần'],
    [0.5, 'chậm 2 lần'],
    [0.4, 'chậm 2,5 lần'],
  ])('%d', (speed, words) => expect(speedInWords(speed, t, formats)).toBe(words))
})

describe('plural forms', () => {
  it('follow the number in English', () => {
    expect(wordsIn('en')('alerts.newAbove', { n: 1 })).toBe('1 new alert above')
    expect(wordsIn('en')('alerts.newAbove', { n: 5 })).toBe('5 new alerts above')
    expect(t('alerts.newAbove', { n: 5 })).toBe('5 cảnh báo mới ở trên')
  })
})
