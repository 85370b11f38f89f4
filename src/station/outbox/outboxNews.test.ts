import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OutboxEntry, StationPush } from '#shared/contract/stationPort'
import { createOutboxNews } from './outboxNews'

let pushes: StationPush[]
let news: ReturnType<typeof createOutboxNews>
beforeEach(() => {
  vi.useFakeTimers()
  pushes = []
  news = createOutboxNews({ push: (push) => pushes.push(push) })
})
afterEach(() => vi.useRealTimers())

const entry = (key: string, state: OutboxEntry['state'] = 'waiting'): OutboxEntry => ({
  key,
  type: 'alert.note',
  input: { id: 'a', text: key, attachments: [] },
  madeAtMs: 1,
  state,
  failure: null,
})

test('tells at once when asked to, and nothing when nothing has changed', () => {
  news.changed(entry('a'))
  news.tell()
  news.tell()
  vi.runAllTimers()
  expect(pushes).toEqual([{ kind: 'outbox-changed', entries: [entry('a')], removed: [] }])
})

test('tells together what comes close together, each request as it stands last', () => {
  news.changed(entry('a'))
  news.changed(entry('b'))
  news.removed('a')
  news.changed(entry('b', 'refused'))
  news.removed('c')
  news.changed(entry('c'))
  expect(pushes).toEqual([])
  vi.advanceTimersByTime(33)
  expect(pushes).toEqual([{ kind: 'outbox-changed', entries: [entry('b', 'refused'), entry('c')], removed: ['a'] }])
})

test('after its end nothing waits', () => {
  news.changed(entry('a'))
  news.close()
  expect(vi.getTimerCount()).toBe(0)
})
