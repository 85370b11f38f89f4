import { describe, expect, it } from 'vitest'
import { parseCapTime, parseCircle, parsePolygon, parseReferences, quoted } from './capValues'

describe('parseCapTime', () => {
  it.each([
    ['2020-10-18T03:30:00+07:00', '2020-10-17T20:30:00Z'],
    ['2012-05-02T23:21:04-00:00', '2012-05-02T23:21:04Z'],
    ['2010-08-30T04:07:00-06:00', '2010-08-30T10:07:00Z'],
    ['2024-02-29T00:00:00+14:00', '2024-02-28T10:00:00Z'],
  ])('%s is %s', (text, utc) => {
    expect(parseCapTime(text)).toEqual({ ok: true, value: Date.parse(utc) })
  })

  it.each([
    ['2020-10-18T03:30:00Z', 'CAP does not allow "Z": write UTC as +00:00'],
    ['2020-10-18T03:30:00z', 'CAP does not allow "Z"'],
    ['2020-10-18T03:30:00', 'write it as 2026-10-18T03:30:00+07:00'],
    ['2020-10-18 03:30:00+07:00', 'is not a CAP time'],
    ['2020-10-18T03:30+07:00', 'is not a CAP time'],
    ['2020-10-18T03:30:00.000+07:00', 'is not a CAP time'],
    ['2020-10-18T24:00:00+07:00', 'is not a CAP time'],
    ['2020-10-18T03:30:60+07:00', 'is not a CAP time'],
    ['2020-10-18T03:30:00+15:00', 'is not a CAP time'],
    ['2023-02-29T03:30:00+07:00', 'names a day that does not exist'],
    ['2020-13-01T03:30:00+07:00', 'names a day that does not exist'],
    ['2020-04-31T03:30:00+07:00', 'names a day that does not exist'],
    ['', 'is not a CAP time'],
  ])('refuses %s', (text, reason) => {
    const parsed = parseCapTime(text)
    expect(parsed.ok ? 'accepted' : parsed.reason).toContain(reason)
  })
})

describe('parseReferences', () => {
  it('reads triples with any white space between them', () => {
    const sentAtMs = Date.parse('2020-10-18T00:00:00Z')
    expect(parseReferences('a,1,2020-10-18T07:00:00+07:00\n  b@x,2,2020-10-18T00:00:00-00:00')).toEqual({
      ok: true,
      value: [
        { sender: 'a', identifier: '1', sentAtMs },
        { sender: 'b@x', identifier: '2', sentAtMs },
      ],
    })
  })

  it.each(['a,1', 'a,,2020-10-18T07:00:00+07:00', 'a,1,2020-10-18T07:00:00Z', 'a,1,2020-10-18T07:00:00+07:00,x', 'a b'])(
    'refuses %s',
    (text) => {
      expect(parseReferences(text).ok).toBe(false)
    },
  )
})

describe('parsePolygon', () => {
  it('turns latitude first into longitude first', () => {
    expect(parsePolygon('16.83,107.09 16.85,107.10  16.84,107.12\n16.83,107.09')).toEqual({
      ok: true,
      value: [
        [107.09, 16.83],
        [107.1, 16.85],
        [107.12, 16.84],
        [107.09, 16.83],
      ],
    })
  })

  it.each([
    ['16,107 17,107 16,107', 'has 3 pairs, a polygon has at least 4'],
    ['16,107 17,107 17,108 16.5,107', 'is not closed: it begins at 16,107 and ends at 16.5,107'],
    ['107,16 107,17 108,17 107,16', 'pair 1: latitude 107 is not between -90 and 90 (CAP writes the latitude first)'],
    ['16,107 17,190 17,108 16,107', 'pair 2: longitude 190 is not between -180 and 180'],
    ['16,107 17 17,108 16,107', 'pair 2: "17" is not "lat,lon"'],
    ['16,107 17,1e2 17,108 16,107', 'pair 2: "17,1e2" is not "lat,lon"'],
    ['NaN,107 17,107 17,108 NaN,107', 'pair 1: "NaN,107" is not "lat,lon"'],
  ])('refuses %s', (text, reason) => {
    expect(parsePolygon(text)).toEqual({ ok: false, reason })
  })
})

describe('parseCircle', () => {
  it('gives the radius in metres', () => {
    expect(parseCircle('-35.3888,147.0598 25.3')).toEqual({
      ok: true,
      value: { centre: { lonDeg: 147.0598, latDeg: -35.3888 }, radiusM: 25_300 },
    })
    expect(parseCircle('-16.053,-173.274 0.0')).toMatchObject({ ok: true, value: { radiusM: 0 } })
  })

  it.each([
    ['16.8,107.1', 'is not "lat,lon radius"'],
    ['16.8,107.1 1 2', 'is not "lat,lon radius"'],
    ['16.8,107.1 -1', 'the radius -1 is not between 0 and 20100 km'],
    ['16.8,107.1 30000', 'the radius 30000 is not between 0 and 20100 km'],
    ['16.8,107.1 near', '"near" is not a radius in kilometres'],
    ['107.1,16.8 1', 'latitude 107.1 is not between -90 and 90'],
  ])('refuses %s', (text, reason) => {
    const parsed = parseCircle(text)
    expect(parsed.ok ? 'accepted' : parsed.reason).toContain(reason)
  })
})

describe('quoted', () => {
  it('says that it cut a long text', () => {
    expect(quoted('a\n b')).toBe('"a b"')
    expect(quoted('x'.repeat(61))).toBe(`"${'x'.repeat(59)}…"`)
  })
})
