import type { CityManifest } from '#shared/contract/city'
import { describe, expect, it } from 'vitest'
import { entryAfter, viewpointEntries } from './viewpointEntries'

const pose = { target: { lonDeg: 107.1, latDeg: 16.82 }, rangeM: 900, headingDeg: 30, pitchDeg: -40 }
const city = { viewpoints: [{ id: 'whole-city', name: { vi: 'Toàn thành phố', en: 'Whole city' }, ...pose }] } as unknown as CityManifest
const saved = [{ viewpoint: { id: 'vp-1', name: 'Chợ', ...pose }, version: 2, savedAtMs: 5, by: 'Lan' }]

describe('viewpointEntries', () => {
  it('has the city’s own first, in the reader’s language, then the saved ones as they were called', () => {
    expect(viewpointEntries(city, saved, 'en')).toEqual([
      { id: 'whole-city', name: 'Whole city', pose, saved: undefined },
      { id: 'saved-vp-1', name: 'Chợ', pose, saved: saved[0] },
    ])
    expect(viewpointEntries(null, [], 'vi')).toEqual([])
  })
})

describe('entryAfter', () => {
  it('goes round, and begins anew when its entry is gone', () => {
    const entries = viewpointEntries(city, saved, 'vi')
    expect(['whole-city', 'saved-vp-1', 'gone', undefined].map((id) => entryAfter(entries, id)?.id)).toEqual([
      'saved-vp-1',
      'whole-city',
      'whole-city',
      'whole-city',
    ])
    expect(entryAfter([], 'x')).toBeUndefined()
  })
})
