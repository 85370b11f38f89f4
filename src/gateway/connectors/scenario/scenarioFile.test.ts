import { describe, expect, it } from 'vitest'
import { parseScenario, readScenario } from './scenarioFile'

const header = {
  kind: 'scenario',
  schema: 1,
  id: 'flood',
  cityId: 'dong-ha',
  title: { vi: 'Lũ', en: 'Flood' },
  startsAt: '2020-10-16T11:00:00+07:00',
  endsAt: '2020-10-19T01:00:00+07:00',
  sources: ['bulletin'],
}
const reading = { at: '2020-10-16T12:00:00+07:00', kind: 'reading', gaugeId: 'dong-ha', valueM: 1.64, source: 'bulletin' }
const forecastFor = { from: '2020-10-16T17:00:00+07:00', until: '2020-10-16T23:00:00+07:00' }
const forecast = { ...reading, kind: 'forecast', valueM: 3.7, forecastFor }
const text = (...rows: unknown[]): string => rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')
const reasonOf = (...rows: unknown[]): string => {
  const result = parseScenario(text(...rows), 'flood.jsonl')
  return result.ok ? 'accepted' : result.failure.message
}

describe('parseScenario', () => {
  it('reads the header and the lines, times as epoch milliseconds', () => {
    expect(parseScenario(text(header, '', reading, forecast, ''), 'flood.jsonl')).toEqual({
      ok: true,
      value: {
        id: 'flood',
        cityId: 'dong-ha',
        title: { vi: 'Lũ', en: 'Flood' },
        startsAt: Date.parse('2020-10-16T04:00:00Z'),
        endsAt: Date.parse('2020-10-18T18:00:00Z'),
        sources: ['bulletin'],
        lines: [
          { ...reading, at: Date.parse('2020-10-16T05:00:00Z'), peak: false },
          {
            ...forecast,
            at: Date.parse('2020-10-16T05:00:00Z'),
            forecastFor: { from: Date.parse(forecastFor.from), until: Date.parse(forecastFor.until) },
          },
        ],
      },
    })
  })

  it.each([
    ['an empty file', [''], 'flood.jsonl: the scenario is empty'],
    ['nothing to play', [header], 'the scenario has a header and nothing to play'],
    ['no header', [reading], 'flood.jsonl, line 1: kind:'],
    ['a future schema', [{ ...header, schema: 2 }, reading], 'flood.jsonl, line 1: schema:'],
    ['a line that is not JSON', [header, '', '{'], 'flood.jsonl, line 3: not JSON:'],
    ['an unknown kind', [header, { ...reading, kind: 'rumour' }], 'flood.jsonl, line 2: kind:'],
    ['a missing value', [header, reading, { ...reading, valueM: undefined }], 'flood.jsonl, line 3: valueM:'],
    ['a time without an offset', [header, { ...reading, at: '2020-10-16T12:00:00' }], 'flood.jsonl, line 2: at:'],
    ['an unknown field', [header, { ...reading, level: 3 }], 'flood.jsonl, line 2:'],
    ['no source', [header, { ...reading, source: '' }], 'flood.jsonl, line 2: source:'],
    ['a forecast for no time', [header, { ...forecast, forecastFor: undefined }], 'flood.jsonl, line 2: forecastFor:'],
    ['lines out of order', [header, reading, { ...reading, at: '2020-10-16T11:30:00+07:00' }], 'line 3: at is before the line above'],
    ['a line before the start', [header, { ...reading, at: '2020-10-16T10:00:00+07:00' }], 'line 2: at is outside startsAt and endsAt'],
    ['a line after the end', [header, { ...reading, at: '2020-10-20T10:00:00+07:00' }], 'line 2: at is outside startsAt and endsAt'],
    ['an end before the start', [{ ...header, endsAt: header.startsAt }, reading], 'line 1: endsAt is not after startsAt'],
    [
      'a forecast that ends before it begins',
      [header, { ...forecast, forecastFor: { from: forecastFor.until, until: forecastFor.from } }],
      'line 2: forecastFor.until is before forecastFor.from',
    ],
  ])('refuses %s, with file and line', (_name, rows, reason) => {
    expect(reasonOf(...rows)).toContain(reason)
  })
})

describe('readScenario', () => {
  it('names a file that is not there', async () => {
    expect(await readScenario('/nowhere/flood.jsonl')).toMatchObject({
      ok: false,
      failure: { code: 'not-found', message: expect.stringContaining('/nowhere/flood.jsonl') },
    })
  })
})
