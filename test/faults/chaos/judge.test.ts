import { expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { foldHash, type CacheContent, type LogContent } from './files'
import { judge, type Evidence } from './judge'

// A judge that finds nothing wrong is worth what it finds when something is: each way to go wrong, planted.

const key = '6f1c52a4-6d5e-4f0c-9c6e-0d6f3a4b5c01'
const otherKey = '6f1c52a4-6d5e-4f0c-9c6e-0d6f3a4b5c02'
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const alert = buildAlert({ id: 'a1' })
const { identifier } = alert.source
const raised = buildFact('alert.raised', { alert }, { seq: 1, id: uuid(1) })
const person = { kind: 'person' as const, id: 's', name: 'A' }
const acknowledged = buildFact('alert.acknowledged', { id: 'a1', note: '' }, { seq: 2, id: uuid(2), causedBy: key, actor: person })
const cleared = buildFact('alert.cleared', { id: 'a1', reason: 'cancelled' }, { seq: 3, id: uuid(3) })

const logOf = (facts: Fact[], answers: [string, boolean][] = [[key, true]]): LogContent => ({
  epoch: 'epoch-one',
  inOrder: facts,
  facts: { alerts: facts, readings: [], room: [], wall: [] },
  answers: new Map(
    answers.map(([each, ok]) => [each, ok ? { ok, value: {} } : { ok, failure: { code: 'already-acknowledged' as const, message: '' } }]),
  ),
  integrity: 'ok',
})
const cursors = { alerts: 3, readings: 0, room: 0, wall: 0 }
const everything = [raised, acknowledged, cleared]
const cache: CacheContent = {
  epoch: 'epoch-one',
  cursors,
  facts: { alerts: everything, readings: [], room: [], wall: [] },
  stateHash: foldHash(everything, cursors),
  integrity: 'ok',
}
const evidence = (changes: {
  log?: LogContent
  cache?: Partial<CacheContent>
  entries?: { key: string; failure: string | null }[]
  alertsAtRest?: number
}): Evidence => ({
  log: changes.log ?? logOf(everything),
  stations: [
    {
      name: 'A',
      cache: { ...cache, ...changes.cache },
      outbox: { entries: changes.entries ?? [], integrity: 'ok' },
      kept: new Set([key]),
    },
  ],
  confirmed: new Map([
    [identifier, 'Alert'],
    ['cancel', 'Cancel'],
  ]),
  alertsAtRest: changes.alertsAtRest ?? (changes.log ?? logOf(everything)).facts.alerts.length,
})
const found = (given: Evidence): string[] =>
  Object.entries(judge(given))
    .filter(([, sentences]) => sentences.length > 0)
    .map(([name]) => name)

test('finds nothing where everything is as it was promised', () => {
  expect(found(evidence({}))).toEqual([])
})

test('what the gateway wrote by itself after everything had come to rest is no fault of a station', () => {
  const later = buildFact('alert.cleared', { id: 'a2', reason: 'cancelled' }, { seq: 4, id: uuid(4) })
  const longer = logOf([...everything, later])
  expect(found(evidence({ log: longer, alertsAtRest: 3 }))).toEqual([])
  expect(found(evidence({ log: longer }))).toEqual(['diverged'])
})

test.each([
  ['a confirmed message is missing', evidence({ log: logOf([acknowledged, cleared]) }), ['lost', 'diverged']],
  ['a message is there twice', evidence({ log: logOf([...everything, { ...raised, seq: 4, id: uuid(4) }]) }), ['duplicated', 'diverged']],
  ['a number was burnt', evidence({ log: logOf([raised, acknowledged, { ...cleared, seq: 4 }]) }), ['lost', 'diverged']],
  [
    'a request had its effect twice',
    evidence({ log: logOf([...everything, { ...acknowledged, seq: 4, id: uuid(4) }]) }),
    ['duplicated', 'diverged'],
  ],
  ['a kept request was never answered', evidence({ log: logOf([raised, cleared], []) }), ['lost', 'diverged']],
  [
    'yes was answered and nothing happened',
    evidence({
      log: logOf(everything, [
        [key, true],
        [otherKey, true],
      ]),
    }),
    ['diverged'],
  ],
  ['a station has a fact less', evidence({ cache: { facts: { ...cache.facts, alerts: [raised, acknowledged] } } }), ['diverged']],
  ['a station has another state', evidence({ cache: { stateHash: foldHash([raised], cursors) } }), ['diverged']],
  ['a station stands still', evidence({ cache: { cursors: { ...cursors, alerts: 2 } } }), ['diverged']],
  ['a request still waits', evidence({ entries: [{ key, failure: null }] }), ['lost']],
  ['a file is damaged', evidence({ cache: { integrity: 'row 3 missing from index' } }), ['damaged']],
])('finds it when %s', (_what, given, expected) => {
  expect(found(given)).toEqual(expected)
})
