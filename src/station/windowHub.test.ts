import { expect, test } from 'vitest'
import type { StationPush, WindowCall } from '#shared/contract/stationPort'
import { buildFact } from '#test/builders/factBuilder'
import { createWindowHub, type WindowPort } from './windowHub'

const outbox = (count: number): StationPush => ({ kind: 'outbox', entries: Array.from({ length: count }, () => ({}) as never) })
const dismissal: WindowCall = { kind: 'dismiss-notice', id: 'n' }

function testPort() {
  const got: StationPush[] = []
  let call: (raw: unknown) => void = () => undefined
  let close: () => void = () => undefined
  const port: WindowPort = {
    post: (push) => got.push(push),
    onCall: (listener) => (call = listener),
    onClose: (listener) => (close = listener),
  }
  return { port, got, call: (raw: unknown) => call(raw), close: () => close() }
}

test('facts go as one text to windows that take text, and as they are to the others', () => {
  const { hub } = testHub()
  const [plain, packed] = [testPort(), testPort()]
  hub.add(plain.port, () => undefined)
  hub.add({ ...packed.port, takesText: true }, () => undefined)
  const facts = [buildFact('alert.cleared', { id: 'a', reason: 'expired' })]
  hub.push({ kind: 'facts', facts })
  hub.push(outbox(1))
  expect(plain.got).toEqual([{ kind: 'facts', facts }, outbox(1)])
  expect(packed.got).toEqual([{ kind: 'facts-text', text: JSON.stringify(facts) }, outbox(1)])
})

function testHub() {
  const calls: WindowCall[] = []
  const invalid: string[] = []
  const hub = createWindowHub(
    (call, answer) => {
      calls.push(call)
      answer(outbox(9))
    },
    (what) => invalid.push(what),
  )
  return { hub, calls, invalid }
}

test('a newcomer is greeted before anything else, and then hears what everyone hears', () => {
  const { hub } = testHub()
  const first = testPort()
  const second = testPort()
  hub.add(first.port, (push) => push(outbox(1)))
  hub.push(outbox(2))
  hub.add(second.port, (push) => {
    push(outbox(3))
    // Pushed while it is greeted: the others hear it, the newcomer has it in its greeting.
    hub.push(outbox(4))
  })
  hub.push(outbox(5))
  const counts = (pushes: StationPush[]) => pushes.map((push) => (push.kind === 'outbox' ? push.entries.length : -1))
  expect([counts(first.got), counts(second.got)]).toEqual([
    [1, 2, 4, 5],
    [3, 5],
  ])
})

test('a call is answered to the one that called', () => {
  const { hub, calls } = testHub()
  const [one, other] = [testPort(), testPort()]
  hub.add(one.port, () => undefined)
  hub.add(other.port, () => undefined)
  one.call(dismissal)
  expect([calls, one.got, other.got]).toEqual([[dismissal], [outbox(9)], []])
})

test.each([
  ['nothing', null],
  ['an unknown kind', { kind: 'shutdown' }],
  ['a field too many', { ...dismissal, more: 1 }],
  ['a request that is not of the contract', { kind: 'request', key: 'x', type: 'alert.acknowledge', input: {} }],
  ['a polluted object', JSON.parse('{"__proto__":{"kind":"dismiss-notice"},"id":"n"}')],
])('%s goes no further than the door', (_what, raw) => {
  const { hub, calls, invalid } = testHub()
  const window = testPort()
  hub.add(window.port, () => undefined)
  window.call(raw)
  expect([calls, window.got, invalid.length]).toEqual([[], [], 1])
})

test('a window that closed is forgotten', () => {
  const { hub } = testHub()
  const window = testPort()
  hub.add(window.port, () => undefined)
  expect(hub.size).toBe(1)
  window.close()
  hub.push(outbox(1))
  expect([hub.size, window.got]).toEqual([0, []])
})
