import type { GaugeView } from '#features/gauges'
import { createFormats } from '#i18n/formats'
import { buildAlertState, buildText } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { anchorOf, extentOf, gaugeMarksOf, marksOf, sameGaugeMarks } from './marks'

const circle = { centre: { lonDeg: 107, latDeg: 17 }, radiusM: 500 }

describe('marks of alerts', () => {
  it('say what the city shows, in the language of the reader', () => {
    const state = buildAlertState({
      drill: true,
      acknowledged: { atMs: 1, by: 'x' },
      alert: { severity: 'high', texts: [buildText(), buildText({ language: 'en-US', headline: 'Road under water' })] },
    })
    expect(marksOf([state], 'en')).toEqual([
      {
        id: 'alert-1',
        severity: 'high',
        title: 'Road under water',
        place: state.alert.place,
        areas: [],
        acknowledged: true,
        cleared: false,
        drill: true,
      },
    ])
    expect(marksOf([state], 'vi')[0]?.title).toBe('Ngập đường Hoàng Diệu')
  })

  it('say who has it in hand', () => {
    const assigned = { atMs: 1, by: 'x', to: { id: null, name: 'Công an phường' } }
    expect(marksOf([buildAlertState({ assigned })], 'vi')[0]?.owner).toBe('Công an phường')
  })

  it('are the same objects for the same states', () => {
    const kept = buildAlertState()
    const [first] = marksOf([kept], 'vi')
    const [again, other] = marksOf([kept, buildAlertState({ alert: { id: 'other' } })], 'vi')
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  it('leave out what has neither a place nor an area', () => {
    const nowhere = buildAlertState({ alert: { id: 'nowhere', place: null } })
    const area = buildAlertState({
      alert: { id: 'area', place: null, areas: [{ description: '', polygons: [], circles: [circle], geocodes: [] }] },
    })
    expect(marksOf([nowhere, area], 'vi').map((mark) => mark.id)).toEqual(['area'])
    expect(anchorOf(area.alert)).toEqual(circle.centre)
    expect(anchorOf(nowhere.alert)).toBeUndefined()
  })
})

describe('marks of gauges', () => {
  const gauge = {
    id: 'dong-ha',
    name: { vi: 'Đông Hà', en: 'Đông Hà' },
    river: { vi: 'sông Hiếu', en: 'Hiếu River' },
    place: { lonDeg: 107.1, latDeg: 16.82 },
    placeCertainty: { vi: '', en: '' },
    levelsM: [2, 3, 4],
    legalBasis: '',
    peaks: [],
    freshnessLimitMs: 1_000,
  }
  const last = { gaugeId: 'dong-ha', valueM: 5.16, observedAtMs: 10_000, basis: 'observed' as const, source: '', peak: false, drillId: 'd' }
  const words = { language: 'vi' as const, formats: createFormats('vi', 'Asia/Ho_Chi_Minh'), notConnected: 'chưa kết nối' }
  const view: GaugeView = { gauge, last, series: [last], forecast: null, level: 3, isDrill: true }

  it('say the level, and compare a level of a drill with the time of the drill', () => {
    expect(gaugeMarksOf([view], words, 9e12, 10_500)).toEqual([
      { id: 'dong-ha', name: 'sông Hiếu · Đông Hà', place: gauge.place, valueText: '5,16 m', level: 3, stale: false, drill: true },
    ])
    expect(gaugeMarksOf([view], words, 10_500, 20_000)[0]?.stale).toBe(true)
    expect(gaugeMarksOf([{ ...view, isDrill: false }], words, 10_500, 20_000)[0]?.stale).toBe(false)
  })

  it('say that nothing is connected rather than a number', () => {
    expect(gaugeMarksOf([{ ...view, last: undefined, level: 0 }], words, 0, null)[0]).toMatchObject({
      valueText: 'chưa kết nối',
      stale: false,
    })
  })

  it('are told apart only by what can be seen', () => {
    const at = (nowMs: number) => gaugeMarksOf([{ ...view, isDrill: false }], words, nowMs, null)
    expect(sameGaugeMarks(at(10_100), at(10_900))).toBe(true)
    expect(sameGaugeMarks(at(10_100), at(20_000))).toBe(false)
    expect(sameGaugeMarks(at(10_100), [])).toBe(false)
  })
})

describe('what an alert says of where it is', () => {
  it('is its area and its place, and null for what it does not say', () => {
    const { alert } = buildAlertState()
    expect(extentOf({ ...alert, areas: [] })).toEqual({ area: null, place: alert.place })
    const area = { description: '', polygons: [], circles: [circle], geocodes: [] }
    expect(extentOf({ ...alert, place: null, areas: [area] })).toEqual({ area: { polygons: [], circles: [circle] }, place: circle.centre })
    expect(extentOf(undefined)).toEqual({ area: null, place: null })
  })
})
