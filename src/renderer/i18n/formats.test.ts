import { describe, expect, it } from 'vitest'
import { createFormats } from './formats'

const vi = createFormats('vi', 'Asia/Ho_Chi_Minh')
const en = createFormats('en', 'Asia/Ho_Chi_Minh')
const atMs = Date.UTC(2020, 9, 17, 16, 4, 37)

describe('times and numbers', () => {
  it('are written in the time zone of the city, wherever the machine stands', () => {
    expect(vi.date(atMs)).toBe('Thứ Bảy, 17/10/2020')
    expect(en.date(atMs)).toBe('Saturday, 17 Oct 2020')
    expect(vi.clock(atMs)).toBe('23:04:37')
    expect(vi.dayAndTime(atMs)).toBe('17/10 23:04')
    expect(en.dayAndTime(atMs)).toBe('17 Oct 23:04')
    expect(vi.dateAndTime(atMs)).toBe('17/10/2020 23:04')
    expect(vi.dateAndClock(atMs)).toBe('17/10/2020 23:04:37')
    expect(vi.zone(atMs)).toBe('GMT+7')
  })

  it('use the 24-hour clock at midnight too', () => {
    const midnightMs = Date.UTC(2020, 9, 17, 17, 0, 0)
    expect(vi.clock(midnightMs)).toBe('00:00:00')
    expect(en.time(midnightMs)).toBe('00:00')
  })

  it('name the day only when it is another one', () => {
    expect(vi.timeSince(atMs, atMs + 60_000)).toBe('23:04')
    expect(vi.timeSince(atMs, atMs + 3_600_000)).toBe('17/10 23:04')
  })

  it('tell the year by the calendar of the city', () => {
    expect(vi.year(Date.UTC(2020, 11, 31, 16, 59))).toBe('2020')
    expect(en.year(Date.UTC(2020, 11, 31, 17, 0))).toBe('2021')
  })

  it('write numbers as each language does', () => {
    expect(vi.decimal(5.16, 2)).toBe('5,16')
    expect(en.decimal(5.1, 2)).toBe('5.10')
    expect(vi.count(12_480)).toBe('12.480')
    expect(en.count(12_480)).toBe('12,480')
  })
})
