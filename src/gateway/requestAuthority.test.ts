import { beforeEach, describe, expect, test } from 'vitest'
import type { Alert } from '#shared/contract/alert'
import { fact as factSchema, type Fact, type NewFact } from '#shared/contract/fact'
import type { AnyRequest, RequestInput, RequestType } from '#shared/contract/feed'
import { buildAlert, builtAtMs } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { decideRequest } from './requestAuthority'
import { createRoomModel, type RoomModel } from './roomModel'

let model: RoomModel
let seq: number
const write = (fact: NewFact): Fact => {
  const written = factSchema.parse({ ...fact, seq: (seq += 1), recordedAtMs: 0 }) as Fact
  model.apply(written)
  return written
}
const say = (type: 'alert.raised' | 'alert.updated', changes: Partial<Alert> = {}) =>
  write(buildNewFact(type, { alert: buildAlert({ id: 'a', ...changes }) }))
const end = () => write(buildNewFact('alert.cleared', { id: 'a', reason: 'cancelled' }))

beforeEach(() => {
  model = createRoomModel()
  seq = 0
  say('alert.raised')
})

/** What came of a request by somebody: the version that the alert has with it, or what refused it, who and with what. */
function ask<T extends RequestType>(name: string, type: T, input: Omit<RequestInput<T>, 'id'>) {
  const by = {
    actor: { kind: 'person' as const, id: `station of ${name}`, name },
    station: `station of ${name}`,
    key: `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
    madeAtMs: builtAtMs + seq,
  }
  const decision = decideRequest(model, { type, input: { id: 'a', ...input } } as unknown as AnyRequest, by, {
    newId: () => `00000000-0000-4000-8000-${String(900 + seq).padStart(12, '0')}`,
    nowMs: builtAtMs,
  })
  if (!decision.ok) return [decision.failure.code, decision.failure.details?.['by'] ?? null]
  const before = model.alerts.get('a')?.version ?? 0
  const { version, seq: number } = decision.value.answer(decision.value.facts.map(write))
  expect([version, number]).toEqual([before + 1, seq])
  expect(model.alerts.get('a')?.version).toBe(version)
  return version
}
const noCorrection = { severity: null, headline: null, areaDescription: null }
const acknowledge = (name: string, expectedVersion: number) => ask(name, 'alert.acknowledge', { expectedVersion, note: '' })
const assign = (name: string, expectedVersion: number, to: string | null = name) =>
  ask(name, 'alert.assign', { expectedVersion, to: to === null ? null : { id: null, name: to } })
const close = (name: string, expectedVersion: number) => ask(name, 'alert.close', { expectedVersion, disposition: 'false', words: '' })
const amend = (name: string, expectedVersion: number, severity: Alert['severity'] | null = 'high') =>
  ask(name, 'alert.amend', { expectedVersion, correction: { ...noCorrection, severity }, reason: 'đo lại' })
const note = (name: string, text = 'đã gọi') => ask(name, 'alert.note', { text, attachments: [] })
const state = () => model.alerts.get('a')

describe('two people want different things of one alert', () => {
  test('to acknowledge: the first has', () => {
    expect([acknowledge('Lan', 1), acknowledge('Minh', 2)]).toEqual([2, ['already-acknowledged', 'Lan']])
  })

  test('to assign: the first has; who has seen that takes over', () => {
    expect([assign('Lan', 1), assign('Minh', 1), assign('Minh', 2)]).toEqual([2, ['already-assigned', 'Lan'], 3])
    expect(state()?.assigned?.to.name).toBe('Minh')
  })

  test('to assign to nobody is an assignment too', () => {
    expect([assign('Lan', 1), assign('Lan', 2, null), assign('Minh', 1)]).toEqual([2, 3, ['already-assigned', 'Lan']])
  })

  test('to correct: the first has; the second looks again', () => {
    expect([amend('Lan', 1), amend('Minh', 1, 'low'), amend('Minh', 2, 'low')]).toEqual([2, ['already-amended', 'Lan'], 3])
  })

  test('to close: the first has, and there is nothing left to do but to note', () => {
    expect(close('Lan', 1)).toBe(2)
    expect([acknowledge, assign, close, amend].map((act) => act('Minh', 9))).toEqual(
      Array.from({ length: 4 }, () => ['already-closed', 'Lan']),
    )
    expect(note('Minh')).toBe(3)
  })

  test('different things at once are no conflict', () => {
    expect([note('Lan'), assign('Minh', 1), acknowledge('Lan', 1), note('Minh'), amend('Minh', 1, 'low')]).toEqual([2, 3, 4, 5, 6])
    expect([state()?.notes?.count, state()?.acknowledged?.by, state()?.assigned?.to.name]).toEqual([2, 'Lan', 'Minh'])
  })

  test('to acknowledge what somebody has corrected since is to acknowledge what one has not read', () => {
    expect([amend('Lan', 1), acknowledge('Minh', 1), acknowledge('Minh', 2)]).toEqual([2, ['already-amended', 'Lan'], 3])
  })
})

describe('closing what somebody is at work on', () => {
  test.each([
    ['acknowledged', () => acknowledge('Minh', 1), ['already-acknowledged', 'Minh']],
    ['assigned', () => assign('Minh', 1), ['already-assigned', 'Minh']],
    ['corrected', () => amend('Minh', 1), ['already-amended', 'Minh']],
    ['changed by its source', () => say('alert.updated').seq, ['stale-version', 'Đài Khí tượng Thủy văn']],
  ])('is refused when it was %s since, and taken by who has seen that', (_what, act, refusal) => {
    act()
    expect([close('Lan', 1), close('Lan', 2)]).toEqual([refusal, 3])
  })

  test('is not refused for a note', () => {
    expect([note('Minh'), close('Lan', 1)]).toEqual([2, 3])
  })
})

describe('one who was without a line', () => {
  test('is not in conflict with himself', () => {
    expect([amend('Lan', 1, 'high'), acknowledge('Lan', 1), assign('Lan', 1), assign('Lan', 1, 'Đội 1'), close('Lan', 1)]).toEqual([
      2, 3, 4, 5, 6,
    ])
  })

  test('is, when somebody else came in between, from there on', () => {
    expect([assign('Lan', 1), assign('Minh', 2), assign('Lan', 1)]).toEqual([2, 3, ['already-assigned', 'Minh']])
  })

  test('finds that the alert is over, and by whom it was seen to', () => {
    acknowledge('Minh', 1)
    end()
    expect([acknowledge, assign, close, amend].map((act) => act('Lan', 1))).toEqual(
      Array.from({ length: 4 }, () => ['already-over', 'Minh']),
    )
    expect(note('Lan')).toBe(4)
  })
})

test('a closed alert that its source makes graver is open to everybody again', () => {
  close('Lan', 1)
  say('alert.updated', { severity: 'critical' })
  expect([acknowledge('Minh', 2), acknowledge('Minh', 3)]).toEqual([['stale-version', 'Đài Khí tượng Thủy văn'], 4])
})

test('a refusal tells the version that is there now and what stands in the way', () => {
  assign('Lan', 1, 'Đội 1')
  const by = { actor: { kind: 'person' as const, id: 'm', name: 'Minh' }, station: 'm', key: 'k', madeAtMs: 1 }
  const refused = decideRequest(model, { type: 'alert.assign', input: { id: 'a', expectedVersion: 1, to: null } }, by, {
    newId: () => '',
    nowMs: 1,
  })
  expect(refused).toEqual({
    ok: false,
    failure: {
      code: 'already-assigned',
      message: 'Lan assigned it to Đội 1',
      details: { found: 2, by: 'Lan', atMs: builtAtMs + 1, to: 'Đội 1' },
    },
  })
})

test('nothing can be asked about what is not there', () => {
  model = createRoomModel()
  expect(note('Lan')).toEqual(['not-found', null])
})

describe('setting aside', () => {
  const minutes = (count: number) => builtAtMs + count * 60_000
  const shelve = (name: string, expectedVersion: number, untilMs = minutes(10)) =>
    ask(name, 'alert.shelve', { expectedVersion, untilMs, reason: 'chờ' })
  const unshelve = (name: string, expectedVersion: number) => ask(name, 'alert.unshelve', { expectedVersion, reason: '' })
  const takeOut = (name: string, expectedVersion: number) => ask(name, 'alert.take-out-of-service', { expectedVersion, reason: 'sửa' })
  const putBack = (name: string, expectedVersion: number) => ask(name, 'alert.return-to-service', { expectedVersion, reason: '' })
  const reopen = (name: string, expectedVersion: number) => ask(name, 'alert.reopen', { expectedVersion, reason: 'nhầm' })

  test('a shelf has the limit of its severity, and is not in the past', () => {
    expect([shelve('Lan', 1, minutes(5 * 60)), shelve('Lan', 1, builtAtMs), shelve('Lan', 1, minutes(4 * 60))]).toEqual([
      ['shelving-limit', null],
      ['too-late', null],
      2,
    ])
  })

  test('the first wins, about the shelf and about the service alike', () => {
    expect([shelve('Lan', 1), shelve('Minh', 1), unshelve('Minh', 1), unshelve('Minh', 2), unshelve('Lan', 3), takeOut('Lan', 1)]).toEqual([
      2,
      ['already-set-aside', 'Lan'],
      ['already-set-aside', 'Lan'],
      3,
      ['already-set-aside', 'Minh'],
      ['already-set-aside', 'Minh'],
    ])
    expect([takeOut('Lan', 3), putBack('Minh', 3), putBack('Minh', 4), putBack('Minh', 4)]).toEqual([
      4,
      ['already-set-aside', 'Lan'],
      5,
      ['already-set-aside', 'Minh'],
    ])
  })

  test('what has ended or was closed is not set aside', () => {
    end()
    expect([shelve('Lan', 2), takeOut('Lan', 2)]).toEqual([
      ['already-over', ''],
      ['already-over', ''],
    ])
    close('Lan', 2)
    expect(unshelve('Lan', 3)).toEqual(['already-over', 'Lan'])
  })

  test('one cannot shelve what one has not read', () => {
    say('alert.updated')
    expect(shelve('Lan', 1)).toEqual(['stale-version', 'Đài Khí tượng Thủy văn'])
  })

  test('reopened by whoever has seen what is taken back, once', () => {
    close('Lan', 1)
    expect([reopen('Minh', 1), reopen('Minh', 2), reopen('Lan', 2)]).toEqual([['already-closed', 'Lan'], 3, ['already-reopened', 'Minh']])
    acknowledge('Lan', 3)
    expect([reopen('Minh', 3), reopen('Minh', 4), acknowledge('Lan', 5)]).toEqual([['already-acknowledged', 'Lan'], 5, 6])
  })

  test('looking is never refused, and escalating only of what one has not read or what is done', () => {
    const see = (name: string) => ask(name, 'alert.see', { expectedVersion: 1 })
    const escalate = (name: string) => ask(name, 'alert.escalate', { expectedVersion: 1, reason: 'nước lên' })
    expect([see('Lan'), see('Minh'), escalate('Lan')]).toEqual([2, 3, 4])
    close('Lan', 4)
    expect([see('Minh'), escalate('Lan')]).toEqual([6, ['already-closed', 'Lan']])
  })
})
