import type { UnitPosition } from '#shared/contract/position'
import { expect, it } from 'vitest'
import { createPositionTrack } from './positionTrack'

const minuteMs = 60_000
const unit = (id: string, atMs: number, lonDeg = 107): UnitPosition => ({
  id,
  name: `Xe ${id}`,
  kind: 'fire',
  place: { lonDeg, latDeg: 16.5 },
  headingDeg: 90,
  atMs,
  urgent: true,
  drill: true,
})

it('knows where each unit was last at a moment, and claims nothing else of it', () => {
  const track = createPositionTrack()
  track.note(unit('1', minuteMs, 107))
  track.note(unit('2', minuteMs, 107.5))
  track.note(unit('1', 3 * minuteMs, 107.25))
  const at = (momentMs: number) => track.asOf(momentMs, 15 * minuteMs).map(({ id, place, atMs }) => [id, place.lonDeg, atMs / minuteMs])
  expect(at(0)).toEqual([])
  expect(at(2 * minuteMs).toSorted()).toEqual([['1', 107, 1], ['2', 107.5, 1]]) // prettier-ignore
  expect(at(3 * minuteMs).toSorted()).toEqual([['1', 107.25, 3], ['2', 107.5, 1]]) // prettier-ignore
  // Unit 2 has been silent for longer than a unit is shown.
  expect(at(17 * minuteMs)).toEqual([['1', 107.25, 3]])
  expect(track.asOf(2 * minuteMs, minuteMs).find(({ id }) => id === '1')).toMatchObject({
    name: 'Xe 1',
    kind: 'fire',
    drill: true,
    headingDeg: null,
    urgent: false,
  })
})

it('keeps one position in ten seconds', () => {
  const track = createPositionTrack()
  for (let second = 0; second < 60; second += 1) track.note(unit('1', second * 1_000, 107 + second / 1_000))
  expect(track.asOf(9_000, minuteMs)[0]?.atMs).toBe(0)
  expect(track.asOf(25_000, minuteMs)[0]?.atMs).toBe(20_000)
})

it('forgets the oldest when there is no more room, and says since when it knows', () => {
  const track = createPositionTrack(10)
  expect(track.sinceMs()).toBeNull()
  for (let minute = 0; minute < 25; minute += 1) track.note(unit('1', minute * minuteMs))
  expect(track.sinceMs()).toBe(15 * minuteMs)
  expect(track.asOf(14 * minuteMs, 60 * minuteMs)).toEqual([])
  expect(track.asOf(20 * minuteMs, 60 * minuteMs)).toHaveLength(1)
})
