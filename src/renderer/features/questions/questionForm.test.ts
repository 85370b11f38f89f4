import { describe, expect, it } from 'vitest'
import { drawnArea, emptyForm, numbersOf, placeOf, placeText, questionOf } from './questionForm'

const place = { lonDeg: 107.1, latDeg: 16.8 }
const other = { lonDeg: 107.12, latDeg: 16.81 }
const facts = {
  gaugeZeroM: -0.5,
  facilities: [
    { id: 'pccc', name: { vi: 'PCCC', en: 'Fire' }, kind: 'fire-station' as const, place },
    { id: 'ca', name: { vi: 'Công an', en: 'Police' }, kind: 'police' as const, place: other },
  ],
}

describe('a form', () => {
  it('asks nothing while something is missing', () => {
    for (const kind of ['inside', 'coverage', 'route', 'nearest', 'reach', 'sight', 'plume', 'measure'] as const) {
      expect(questionOf({ ...emptyForm, kind }, facts)).toBeUndefined()
    }
    expect(questionOf(emptyForm, { ...facts, gaugeZeroM: null })).toBeUndefined()
    expect(questionOf({ ...emptyForm, kind: 'nearest', from: place, unitKind: 'hospital' }, facts)).toBeUndefined()
    expect(questionOf({ ...emptyForm, kind: 'plume', from: place, thresholds: 'abc' }, facts)).toBeUndefined()
    expect(questionOf({ ...emptyForm, kind: 'reach', from: place, minutes: Number.NaN }, facts)).toBeUndefined()
  })

  it('turns a gauge level into a water level above the height datum', () => {
    expect(questionOf({ ...emptyForm, gaugeLevelM: 5.35 }, facts)).toEqual({ kind: 'flood', levelM: 4.85, gaugeLevelM: 5.35 })
  })

  it('keeps roads dry unless it is told to avoid the water', () => {
    const form = { ...emptyForm, kind: 'route' as const, from: place, to: other, closures: [place], gaugeLevelM: 3 }
    expect(questionOf(form, facts)).toEqual({ kind: 'route', from: place, to: other, floodLevelM: null, closures: [place] })
    expect(questionOf({ ...form, avoidsFlood: true }, facts)).toMatchObject({ floodLevelM: 2.5 })
  })

  it('asks for units of one kind only', () => {
    const asked = questionOf({ ...emptyForm, kind: 'nearest', from: place, unitKind: 'police' }, facts)
    expect(asked).toMatchObject({ among: [{ id: 'ca' }] })
    const liveUnits = [{ id: 'xe', name: { vi: 'Xe', en: 'Car' }, place }]
    expect(questionOf({ ...emptyForm, kind: 'nearest', from: place, unitKind: 'live', liveUnits }, facts)).toMatchObject({
      among: liveUnits,
    })
  })

  it('finds the class of the air from wind and sky', () => {
    const form = { ...emptyForm, kind: 'plume' as const, from: place, windMps: 1.5, sky: 'night-clear' as const, thresholds: '0,5; 10' }
    expect(questionOf(form, facts)).toMatchObject({ stability: 'F', thresholdsMgPerM3: [0.5, 10] })
  })

  it('measures a line or a ring, and asks about a drawn area', () => {
    expect(questionOf({ ...emptyForm, kind: 'measure', line: [place, other] }, facts)).toMatchObject({
      places: [place, other],
      closed: false,
    })
    const area = drawnArea([place, other, { lonDeg: 107.11, latDeg: 16.82 }])
    expect(questionOf({ ...emptyForm, kind: 'inside', area }, facts)).toEqual({ kind: 'inside', area })
    expect(area.polygons[0]?.at(-1)).toEqual([107.1, 16.8])
  })
})

describe('what people type', () => {
  it('is a place: latitude first', () => {
    expect(placeOf('16.8173, 107.1010')).toEqual({ latDeg: 16.8173, lonDeg: 107.101 })
    expect(placeOf(placeText(place))).toEqual(place)
    expect([placeOf('107.1 16.8'), placeOf('16.8'), placeOf(''), placeOf('cầu Đông Hà')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(placeText(null)).toBe('')
  })

  it('is a list of numbers', () => expect(numbersOf(' 1; 0,5 ;x;; 100')).toEqual([1, 0.5, 100]))
})
