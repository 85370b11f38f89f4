import { describe, expect, it } from 'vitest'
import { boxAround, dayStartMs, isElsewhere, noFilter, queryOf } from './historyQuery'

const zone = 'Asia/Ho_Chi_Minh'
const nothing = { text: '', fromMs: null, untilMs: null, area: null, severities: [], states: [], connectors: [], drill: null, before: null }

describe('the question of the history panel', () => {
  it('asks for nothing where nothing is set', () => {
    expect(queryOf(noFilter, null, 1_000, zone)).toEqual(nothing)
  })

  it('carries what is set, and the row to go on from', () => {
    const filter = {
      ...noFilter,
      text: 'ngập',
      time: 'hour' as const,
      state: 'cleared' as const,
      connector: 'cap' as const,
      drill: 'real' as const,
    }
    expect(queryOf(filter, 7, 10_000_000, zone)).toEqual({
      ...nothing,
      text: 'ngập',
      fromMs: 6_400_000,
      states: ['cleared'],
      connectors: ['cap'],
      drill: false,
      before: 7,
    })
  })

  it('takes days as the city counts them, the last one whole', () => {
    const { fromMs, untilMs } = queryOf({ ...noFilter, time: 'days', fromDay: '2020-10-17', untilDay: '2020-10-18' }, null, 0, zone)
    expect([fromMs, untilMs]).toEqual([Date.parse('2020-10-17T00:00:00+07:00'), Date.parse('2020-10-19T00:00:00+07:00')])
  })
})

it('a day begins when it does in its zone, also where clocks change; what is no day has no beginning', () => {
  expect(dayStartMs('2026-03-30', 0, 'Europe/Berlin')).toBe(Date.parse('2026-03-30T00:00:00+02:00'))
  expect(dayStartMs('2026-03-29', 0, 'Europe/Berlin')).toBe(Date.parse('2026-03-29T00:00:00+01:00'))
  expect([dayStartMs('', 0, zone), dayStartMs('17/10/2020', 0, zone)]).toEqual([null, null])
})

it('a box holds all of its rings', () => {
  expect(
    boxAround([
      [
        [107, 16],
        [107.2, 16.5],
      ],
      [[106.9, 16.7]],
    ]),
  ).toEqual({ westDeg: 106.9, southDeg: 16, eastDeg: 107.2, northDeg: 16.7 })
})

it('a map that moved a little shows the same place; one that went on or came nearer does not', () => {
  const box = { westDeg: 107, southDeg: 16.8, eastDeg: 107.1, northDeg: 16.9 }
  expect(isElsewhere({ ...box, northDeg: 16.905 }, box)).toBe(false)
  expect(isElsewhere({ ...box, westDeg: 107.02, eastDeg: 107.12 }, box)).toBe(true)
  expect(isElsewhere({ westDeg: 107.04, southDeg: 16.84, eastDeg: 107.06, northDeg: 16.86 }, box)).toBe(true)
})
