import { beforeEach, describe, expect, test } from 'vitest'
import type { Alert } from '#shared/contract/alert'
import type { Gauge } from '#shared/contract/city'
import { fact as factSchema, type Fact, type NewFact } from '#shared/contract/fact'
import type { StreamName } from '#shared/contract/ids'
import type { Reading } from '#shared/contract/reading'
import type { Drill } from '#shared/contract/room'
import { buildFact } from '#test/builders/factBuilder'
import { buildAlert, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { decide, isSuppressionDue, nextDueMs, type Circumstances, type Event } from './authority'
import { messageKey, type MessageReference } from './connectors/connector'
import { decideRequest } from './requestAuthority'
import { createRoomModel, type RoomModel } from './roomModel'

const gauge: Gauge = {
  id: 'dong-ha',
  name: { vi: 'Trạm Đông Hà', en: 'Đông Hà' },
  river: { vi: 'sông Hiếu', en: 'Hiếu river' },
  place: { lonDeg: 107.1, latDeg: 16.82 },
  placeCertainty: { vi: '', en: '' },
  levelsM: [2, 3, 4],
  legalBasis: '05/2020/QĐ-TTg',
  peaks: [],
  freshnessLimitMs: 3_600_000,
}
const drill: Drill = {
  id: 'flood:1',
  title: { vi: 'Lũ', en: 'Flood' },
  simulatedFromMs: 0,
  simulatedUntilMs: 10,
  startedAtMs: 1_000,
  speed: 60,
}

let model: RoomModel
let seqs: Record<StreamName, number>
let ids: number
const circumstances = (nowMs = builtAtMs): Circumstances => ({
  newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
  nowMs,
  gauges: new Map([[gauge.id, gauge]]),
})

beforeEach(() => {
  model = createRoomModel()
  seqs = { alerts: 0, readings: 0, room: 0, wall: 0 }
  ids = 0
})

/** Writes facts down as the log would, and checks that the log could. */
function write(facts: NewFact[]): Fact[] {
  return facts.map((newFact) => {
    const fact = factSchema.parse({ ...newFact, seq: (seqs[newFact.stream] += 1), recordedAtMs: 0 }) as Fact
    model.apply(fact)
    return fact
  })
}

/** What came of an event: the kinds of its facts and the answer, or the code of the refusal. */
function happen(event: Event) {
  const decision = decide(model, event, circumstances())
  if (!decision.ok) return decision.failure.code
  write(decision.value.facts)
  return [decision.value.facts.map(({ type }) => type), decision.value.answer] as const
}

const accepted = (types: string[], alertId: string | null) => [types, { facts: types.length, duplicate: false, alertId }]
const repeated = (alertId: string | null) => [[], { facts: 0, duplicate: true, alertId }]
const refersTo = (...identifiers: string[]): MessageReference[] =>
  identifiers.map((identifier) => ({ sender: 'dieuhanh@example.invalid', identifier, sentAtMs: builtAtMs }))

const raise = (id: string, changes: Partial<Alert> = {}, isDrill = false) =>
  happen({ kind: 'alert', alert: buildAlert({ id, ...changes }), drill: isDrill })
const update = (id: string, references: string[], changes: Partial<Alert> = {}, isDrill = false) =>
  happen({ kind: 'update', alert: buildAlert({ id, ...changes }), references: refersTo(...references), drill: isDrill })
const cancel = (references: string[], isDrill = false) =>
  happen({
    kind: 'cancel',
    key: `cancel of ${references.join()}`,
    references: refersTo(...references),
    atMs: builtAtMs + 5,
    drill: isDrill,
  })

function acknowledgeAt(id: string, expectedVersion: number, name = 'Bàn trực 1') {
  const by = { actor: { kind: 'person' as const, id: 's', name }, station: 's', key: 'k', madeAtMs: builtAtMs + 9 }
  const decision = decideRequest(model, { type: 'alert.acknowledge', input: { id, expectedVersion, note: 'đã rõ' } }, by, circumstances())
  if (!decision.ok) return decision.failure
  return decision.value.answer(write(decision.value.facts))
}

describe('messages', () => {
  test('a new one raises an alert, at the time it was sent', () => {
    expect(raise('a')).toEqual(accepted(['alert.raised'], 'a'))
    expect(model.alerts.get('a')).toMatchObject({ version: 1, drill: false, raisedAtMs: builtAtMs, acknowledged: null, cleared: null })
  })

  test('the same one again is a duplicate, also when it has become something else since', () => {
    raise('a')
    update('b', ['a'])
    cancel(['a'])
    expect([raise('a'), update('b', ['a'])]).toEqual([repeated('a'), repeated('a')])
  })

  test('an update changes the alert it names, under its first id', () => {
    raise('a')
    expect(update('b', ['a'], { severity: 'high' })).toEqual(accepted(['alert.updated'], 'a'))
    expect([...model.alerts.values()]).toMatchObject([{ alert: { id: 'a', severity: 'high' }, version: 2, contentVersion: 2 }])
  })

  test('an update may name any message of the alert', () => {
    raise('a')
    update('b', ['a'])
    expect(update('c', ['b'])).toEqual(accepted(['alert.updated'], 'a'))
  })

  test('an update of something that never came raises an alert', () => {
    expect(update('b', ['lost'])).toEqual(accepted(['alert.raised'], 'b'))
  })

  test('an update of what is over and acknowledged is a new alert, and its history leads there from now on', () => {
    raise('a')
    acknowledgeAt('a', 1)
    cancel(['a'])
    expect(update('b', ['a'])).toEqual(accepted(['alert.raised'], 'b'))
    expect(update('c', ['a', 'b'])).toEqual(accepted(['alert.updated'], 'b'))
    expect(model.alerts.get('b')).toMatchObject({ version: 2, acknowledged: null })
  })

  test('an update of what is over but was never acknowledged brings it back', () => {
    raise('a')
    cancel(['a'])
    expect(update('b', ['a'])).toEqual(accepted(['alert.updated'], 'a'))
    expect(model.alerts.get('a')).toMatchObject({ cleared: null, acknowledged: null })
  })

  test.each([['of ordinary length'], ['x'.repeat(500)]])(
    'a cancel that comes again, late, takes back nothing that was said since: key %#',
    (key) => {
      const again = () => happen({ kind: 'cancel', key, references: refersTo('a'), atMs: builtAtMs + 5, drill: false })
      raise('a')
      expect(again()).toEqual(accepted(['alert.cleared'], 'a'))
      update('b', ['a'])
      expect([again(), model.alerts.get('a')?.cleared]).toEqual([repeated('a'), null])
    },
  )

  test('a cancel clears, once', () => {
    raise('a')
    expect([cancel(['a']), cancel(['a'])]).toEqual([accepted(['alert.cleared'], 'a'), repeated('a')])
    expect(model.alerts.get('a')?.cleared).toEqual({ atMs: builtAtMs + 5, reason: 'cancelled' })
  })

  test('a cancel of something unknown is refused and says of what', () => {
    expect(decide(model, { kind: 'cancel', key: 'k', references: refersTo('x', 'y'), atMs: 0, drill: false }, circumstances())).toEqual({
      ok: false,
      failure: { code: 'not-found', message: 'the cancel names no message that is known here: x, y', details: { references: 'x, y' } },
    })
  })

  test('an exercise changes nothing real, and reality ends no exercise', () => {
    raise('real')
    raise('exercise', { drillId: 'cap-exercise' }, true)
    expect([
      update('b', ['real'], { drillId: 'cap-exercise' }, true),
      cancel(['real'], true),
      update('c', ['exercise']),
      cancel(['exercise']),
    ]).toEqual(['invalid', 'invalid', 'invalid', 'invalid'])
    expect([...model.alerts.values()].map(({ version, drill: isDrill }) => [version, isDrill])).toEqual([
      [1, false],
      [1, true],
    ])
  })
})

describe('time', () => {
  test('clears what has expired, and nothing else', () => {
    raise('over', { expiresAtMs: 100 })
    raise('later', { expiresAtMs: 101 })
    raise('open-ended')
    expect(nextDueMs(model)).toBe(100)
    expect(happen({ kind: 'time-passed', atMs: 100 })).toEqual(accepted(['alert.cleared'], null))
    expect(model.alerts.get('over')?.cleared).toEqual({ atMs: 100, reason: 'expired' })
    expect(happen({ kind: 'time-passed', atMs: 100 })).toEqual(accepted([], null))
    expect(nextDueMs(model)).toBe(101)
  })

  test('brings back what was shelved, and tells the room of what nobody sees to', () => {
    raise('flood', { severity: 'critical' })
    const receivedAtMs = model.alerts.get('flood')!.alert.source.receivedAtMs
    const secondMs = receivedAtMs + 300_000
    expect(nextDueMs(model)).toBe(receivedAtMs + 120_000)
    expect(happen({ kind: 'time-passed', atMs: receivedAtMs + 120_000 })).toEqual(accepted(['alert.escalated'], null))
    expect(model.alerts.get('flood')?.escalated).toEqual({ atMs: secondMs - 180_000, by: '', level: 1, cause: 'not-seen', reason: '' })
    expect(happen({ kind: 'time-passed', atMs: secondMs - 1 })).toEqual(accepted([], null))
    expect(happen({ kind: 'time-passed', atMs: secondMs })).toEqual(accepted(['alert.escalated'], null))
    expect(model.alerts.get('flood')?.escalated).toMatchObject({ level: 2, cause: 'not-acknowledged' })
    expect(nextDueMs(model)).toBeNull()
    model.apply({ ...buildFact('alert.shelved', { id: 'flood', untilMs: secondMs + 5, reason: '' }) })
    expect(nextDueMs(model)).toBe(secondMs + 5)
    expect(happen({ kind: 'time-passed', atMs: secondMs + 5 })).toEqual(accepted(['alert.unshelved'], null))
    expect(model.alerts.get('flood')).toMatchObject({ unshelved: { why: 'time-over', by: '' } })
  })

  test('suppresses what a type says needs no response while another goes on, and lets it go', () => {
    const matches = (event: string) => ({ connectors: [], events: [event], categories: [], levels: [] })
    const types = [
      buildAlertType({ id: 'lu', matches: matches('Lũ'), suppression: null }),
      buildAlertType({ id: 'ngap', matches: matches('Ngập đường'), suppression: { whileTypeIds: ['lu'], withinM: null } }),
    ]
    model.apply(buildFact('alert-types.shipped', { edition: '1', types }))
    raise('street')
    expect(isSuppressionDue(model)).toBe(false)
    raise('river', { texts: [buildText({ event: 'Lũ', headline: 'Lũ sông Hiếu' })] })
    expect(isSuppressionDue(model)).toBe(true)
    happen({ kind: 'time-passed', atMs: 5 })
    expect(model.alerts.get('street')?.suppressed).toEqual({ atMs: 5, by: '', ruleId: 'type:ngap', reason: 'Lũ sông Hiếu' })
    expect(isSuppressionDue(model)).toBe(false)
    model.apply(buildFact('alert.cleared', { id: 'river', reason: 'cancelled' }))
    happen({ kind: 'time-passed', atMs: 6 })
    expect(model.alerts.get('street')).not.toHaveProperty('suppressed')
  })

  test('without an expiry there is nothing to wait for', () => {
    raise('open-ended')
    expect(nextDueMs(model)).toBeNull()
  })
})

describe('readings', () => {
  const reading = (valueM: number, observedAtMs: number, changes: Partial<Reading> = {}): Event => ({
    kind: 'reading',
    reading: { gaugeId: 'dong-ha', valueM, observedAtMs, basis: 'observed', source: 'bulletin', peak: false, drillId: null, ...changes },
  })
  const typesOf = (event: Event): readonly string[] => {
    const outcome = happen(event)
    return typeof outcome === 'string' ? [outcome] : outcome[0]
  }

  test('a flood comes and goes as one alert', () => {
    expect([1.64, 2.1, 3.2, 1.9].map((valueM, index) => typesOf(reading(valueM, 1_000 * (index + 1))))).toEqual([
      ['reading.recorded'],
      ['reading.recorded', 'alert.raised'],
      ['reading.recorded', 'alert.updated'],
      ['reading.recorded', 'alert.cleared'],
    ])
    expect([...model.alerts.values()]).toMatchObject([
      { raisedAtMs: 2_000, version: 3, cleared: { atMs: 4_000, reason: 'returned-to-normal' }, alert: { measure: { level: 2 } } },
    ])
  })

  test('an unknown gauge is refused', () => {
    expect(typesOf(reading(5, 1, { gaugeId: 'nowhere' }))).toEqual(['not-found'])
  })

  test('a drill raises its own alert beside the real one', () => {
    typesOf(reading(2.5, 1_000))
    happen({ kind: 'drill-started', drill })
    expect(typesOf(reading(4.5, 2_000, { drillId: drill.id }))).toEqual(['reading.recorded', 'alert.raised'])
    expect([...model.alerts.values()].map(({ drill: isDrill, alert }) => [isDrill, alert.measure?.level])).toEqual([
      [false, 1],
      [true, 3],
    ])
  })

  test('a drill that is not being played has no readings: nothing could ever end what they raise', () => {
    expect(typesOf(reading(4.5, 1, { drillId: drill.id }))).toEqual(['invalid'])
    happen({ kind: 'drill-started', drill })
    happen({ kind: 'drill-ended', id: drill.id, reason: 'finished', atMs: 5 })
    expect(typesOf(reading(4.5, 9, { drillId: drill.id }))).toEqual(['invalid'])
  })
})

describe('drills', () => {
  test('take what they raised with them, acknowledged or not, and leave reality alone', () => {
    raise('real')
    happen({ kind: 'drill-started', drill })
    raise('one', { drillId: drill.id }, true)
    raise('two', { drillId: drill.id }, true)
    acknowledgeAt('two', 1)
    expect(happen({ kind: 'drill-ended', id: drill.id, reason: 'finished', atMs: 7 })).toEqual(
      accepted(['alert.cleared', 'alert.cleared', 'drill.ended'], null),
    )
    expect([...model.alerts.values()].map(({ cleared }) => cleared?.reason)).toEqual([undefined, 'drill-ended', 'drill-ended'])
    expect(model.room().drill).toBeNull()
  })

  test('one that starts stops the one before it', () => {
    happen({ kind: 'drill-started', drill })
    raise('one', { drillId: drill.id }, true)
    const next = { ...drill, id: 'flood:2' }
    expect(happen({ kind: 'drill-started', drill: next })).toEqual(accepted(['alert.cleared', 'drill.ended', 'drill.started'], null))
    expect(model.room().drill).toEqual(next)
  })

  test('the end of one that is not open changes nothing', () => {
    expect(happen({ kind: 'drill-ended', id: 'flood:0', reason: 'stopped', atMs: 1 })).toEqual(repeated(null))
  })
})

describe('acknowledging', () => {
  test('is answered with what it became', () => {
    raise('a')
    expect(acknowledgeAt('a', 1)).toEqual({ version: 2, seq: 2 })
    expect(model.alerts.get('a')?.acknowledged).toEqual({ by: 'Bàn trực 1', atMs: builtAtMs + 9 })
  })

  test('the first wins; the second is told who and when', () => {
    raise('a')
    acknowledgeAt('a', 1)
    expect(acknowledgeAt('a', 2, 'Bàn trực 2')).toMatchObject({
      code: 'already-acknowledged',
      details: { by: 'Bàn trực 1', atMs: builtAtMs + 9 },
    })
  })

  test('of something else than what it says now is refused', () => {
    raise('a')
    update('b', ['a'], { severity: 'critical' })
    expect(acknowledgeAt('a', 1)).toMatchObject({ code: 'stale-version', details: { expected: 1, found: 2 } })
    expect(acknowledgeAt('a', 2)).toEqual({ version: 3, seq: 3 })
  })

  test('of what was cleared meanwhile is taken: what it says has not changed', () => {
    raise('a')
    cancel(['a'])
    expect(acknowledgeAt('a', 1)).toEqual({ version: 3, seq: 3 })
  })

  test('a graver update asks for a new one, another does not', () => {
    raise('a', { severity: 'medium' })
    acknowledgeAt('a', 1)
    update('b', ['a'], { severity: 'low' })
    expect(model.alerts.get('a')?.acknowledged).not.toBeNull()
    update('c', ['a'], { severity: 'high' })
    expect(model.alerts.get('a')?.acknowledged).toBeNull()
  })

  test('of nothing is refused', () => {
    expect(acknowledgeAt('a', 1)).toEqual({ code: 'not-found', message: 'there is no alert a', details: { id: 'a' } })
  })
})

test('a report of a connector is written down as it is', () => {
  const report = { connector: 'cap', state: 'running' as const, accepted: 3, duplicates: 1, rejected: 0, lastRejection: null }
  expect(happen({ kind: 'connector-report', report, atMs: 1 })).toEqual(accepted(['connector.reported'], null))
  expect(model.room().connectors).toEqual([report])
})

describe('whom a message means', () => {
  const from = (sender: string, identifier: string) => ({ sender, identifier, sentAtMs: builtAtMs })
  const raisedBy = (sender: string, id: string, identifier: string) => {
    const { source } = buildAlert({ id })
    const key = messageKey(from(sender, identifier))
    return raise(id, { source: { ...source, sender, identifier, key, sentAtMs: builtAtMs } })
  }

  test('two agencies with the same identifier do not touch each other’s alerts', () => {
    raisedBy('a@example.invalid', 'of-a', '2026-001')
    raisedBy('b@example.invalid', 'of-b', '2026-001')
    const cancelOf = (reference: MessageReference) =>
      happen({ kind: 'cancel', key: `cancel by ${reference.sender}`, references: [reference], atMs: builtAtMs + 5, drill: false })
    expect(cancelOf(from('a@example.invalid', '2026-001'))).toEqual(accepted(['alert.cleared'], 'of-a'))
    expect(model.alerts.get('of-b')?.cleared).toBeNull()
    // Neither sender nor time fit anybody: with two of that identifier it would be a guess.
    expect(cancelOf(from('c@example.invalid', '2026-001'))).toBe('not-found')
  })

  test('a reference with a sloppy sender still finds the only alert of its identifier', () => {
    raisedBy('a@example.invalid', 'of-a', '2026-002')
    const references = [{ sender: 'A', identifier: '2026-002', sentAtMs: builtAtMs + 60_000 }]
    expect(happen({ kind: 'cancel', key: 'c', references, atMs: builtAtMs + 5, drill: false })).toEqual(accepted(['alert.cleared'], 'of-a'))
  })

  test('a cancel that names several alerts clears each that goes on', () => {
    raise('one')
    raise('two')
    cancel(['one'])
    raise('three')
    expect(cancel(['one', 'two', 'three'])).toEqual(accepted(['alert.cleared', 'alert.cleared'], 'two'))
    expect(cancel(['one', 'two', 'three'])).toEqual(repeated('two'))
  })
})
