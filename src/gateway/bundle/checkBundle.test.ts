import { expect, test } from 'vitest'
import type { BundleManifest } from '#shared/contract/bundle'
import type { Fact } from '#shared/contract/fact'
import { noCursors } from '#shared/contract/ids'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { factsIn, isSameFact, missingBefore } from './checkBundle'

const raised = (seq: number): Fact => buildFact('alert.raised', { alert: buildAlert({ id: `a${seq}` }) }, { seq })

function bundleOf(parts: unknown[][], changes: Partial<BundleManifest> = {}) {
  const count = parts.flat().length
  const manifest: BundleManifest = {
    format: 1,
    epoch: 'epoch-of-a',
    cityId: 'dong-ha',
    post: 'Triệu Phong',
    madeBy: 'Lan',
    madeAtMs: 1,
    version: '0.1.0',
    publicKey: Buffer.alloc(32).toString('base64'),
    from: noCursors,
    to: { ...noCursors, alerts: count },
    facts: count,
    parts: [],
    contents: [],
    contentsLeftOut: 0,
    ...changes,
  }
  return {
    manifest,
    parts: () => parts.map((part) => part.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))).values(),
  }
}
const read = (bundle: ReturnType<typeof bundleOf>): number[] =>
  [...factsIn(bundle as Parameters<typeof factsIn>[0])].map(({ fact }) => fact.seq)

test('gives the facts of all parts in order, with the text they are stored as', () => {
  const facts = [raised(1), raised(2), raised(3)]
  expect(read(bundleOf([facts.slice(0, 2), facts.slice(2)]))).toEqual([1, 2, 3])
})

test.each([
  ['a gap', [raised(1), raised(3)], /alerts 3; alerts 2 was expected/],
  ['a repeat', [raised(1), raised(1)], /alerts 1; alerts 2 was expected/],
  ['no JSON', [raised(1), '{'], /fact 2 is not JSON/],
  ['a field of a stranger', [{ ...raised(1), extra: 1 }], /fact 1 is not of the contract/],
  ['an unknown type', [{ ...raised(1), type: 'alert.invented' }], /fact 1 is not of the contract/],
])('refuses %s, and says where', (_what, lines, message) => {
  expect(() => read(bundleOf([lines]))).toThrow(message)
})

test('refuses fewer facts than the manifest names', () => {
  expect(() => read(bundleOf([[raised(1)]], { to: { ...noCursors, alerts: 2 }, facts: 2 }))).toThrow(/not those its manifest names/)
})

test('names what is missing between what is held and where a bundle begins', () => {
  const held = { alerts: 5, readings: 10, room: 0, wall: 0 }
  expect(missingBefore(held, { from: { alerts: 5, readings: 3, room: 0, wall: 0 } })).toEqual([])
  expect(missingBefore(held, { from: { alerts: 9, readings: 10, room: 1, wall: 0 } })).toEqual([
    { stream: 'alerts', first: 6, last: 9 },
    { stream: 'room', first: 1, last: 1 },
  ])
})

test('the order of fields makes no other fact; a value does', () => {
  const fact = raised(1)
  const turned = Object.fromEntries(Object.entries(fact).toReversed()) as Fact
  expect([isSameFact(fact, turned), isSameFact(fact, { ...fact, atMs: fact.atMs + 1 })]).toEqual([true, false])
})
