import { describe, expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import type { Reading } from '#shared/contract/reading'
import { roomState, type RoomState } from '#shared/contract/roomState'
import type { ConnectorReport, Drill } from '#shared/contract/room'
import { buildFact } from '#test/builders/factBuilder'
import { applyRoomFact, emptyRoom, keptReadings, shownReadings } from './roomFold'

const drill: Drill = { id: 'flood:1', title: { vi: 'Lũ', en: 'Flood' }, simulatedFromMs: 0, simulatedUntilMs: 9, startedAtMs: 5, speed: 60 }
const reading = (observedAtMs: number, changes: Partial<Reading> = {}): Reading => ({
  gaugeId: 'dong-ha',
  valueM: 2,
  observedAtMs,
  basis: 'observed',
  source: 'bulletin',
  peak: false,
  drillId: null,
  ...changes,
})
const recorded = (observedAtMs: number, changes: Partial<Reading> = {}): Fact =>
  buildFact('reading.recorded', { reading: reading(observedAtMs, changes) })
const started = buildFact('drill.started', { drill })
const ended = (id = drill.id): Fact => buildFact('drill.ended', { id, reason: 'finished' })
const inDrill = { drillId: drill.id }
const fold = (...facts: Fact[]): RoomState => facts.reduce(applyRoomFact, emptyRoom)
const times = (series: Reading[] | undefined) => series?.map(({ observedAtMs }) => observedAtMs)

describe('readings', () => {
  test('are kept by gauge, oldest first, however they came', () => {
    const room = fold(recorded(3), recorded(1), recorded(2, { gaugeId: 'thach-han' }), recorded(2))
    expect(room.gauges.map(({ gaugeId, actual }) => [gaugeId, times(actual)])).toEqual([
      ['dong-ha', [1, 2, 3]],
      ['thach-han', [2]],
    ])
  })

  test('the oldest go, and the room stays of the contract', () => {
    const room = fold(...Array.from({ length: keptReadings + 5 }, (_, index) => recorded(index)))
    expect([times(room.gauges[0]?.actual)?.at(0), room.gauges[0]?.actual.length, roomState.safeParse(room).success]).toEqual([
      5,
      keptReadings,
      true,
    ])
  })

  test('a forecast is not a reading: the last one stands beside the series', () => {
    const room = fold(recorded(1), recorded(9, { basis: 'forecast' }), recorded(8, { basis: 'forecast', valueM: 5 }))
    expect([times(room.gauges[0]?.actual), room.gauges[0]?.forecast?.valueM]).toEqual([[1], 5])
  })
})

describe('a drill', () => {
  test('has a series of its own, which is shown while it lasts', () => {
    const room = fold(recorded(1), started, recorded(2, inDrill), recorded(3))
    const [gauge] = room.gauges
    if (gauge === undefined) throw new Error('no gauge')
    expect([room.drill, times(shownReadings(gauge, true)), times(shownReadings(gauge, false))]).toEqual([drill, [2], [1, 3]])
  })

  test('shows reality at a gauge that it does not play', () => {
    const [gauge] = fold(recorded(1), started).gauges
    expect(gauge && times(shownReadings(gauge, true))).toEqual([1])
  })

  test('leaves nothing behind, and nothing of it comes back', () => {
    const before = fold(recorded(1), recorded(5, { basis: 'forecast' }))
    const after = fold(recorded(1), recorded(5, { basis: 'forecast' }), started, recorded(2, inDrill), ended(), recorded(3, inDrill))
    expect(after).toEqual(before)
    expect(fold(started, recorded(9, { ...inDrill, basis: 'forecast' }), ended()).gauges[0]?.forecast).toBeNull()
  })

  test('that follows another begins empty', () => {
    const next = { ...drill, id: 'flood:2' }
    const room = fold(started, recorded(2, inDrill), buildFact('drill.started', { drill: next }))
    expect([room.drill?.id, room.gauges[0]?.drill]).toEqual(['flood:2', []])
  })

  test('is ended by its own end only', () => {
    const open = fold(started)
    expect([applyRoomFact(open, ended('another')) === open, fold(started, ended()).drill]).toEqual([true, null])
  })
})

test('the last report of each connector stands, in the order of their names', () => {
  const report = (connector: string, accepted: number): ConnectorReport => ({
    connector,
    state: 'running',
    accepted,
    duplicates: 0,
    rejected: 0,
    lastRejection: null,
  })
  const reported = (connector: string, accepted: number): Fact => buildFact('connector.reported', { report: report(connector, accepted) })
  expect(fold(reported('scenario', 1), reported('cap', 1), reported('scenario', 2)).connectors).toEqual([
    report('cap', 1),
    report('scenario', 2),
  ])
})
