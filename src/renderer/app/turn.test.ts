import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useTurn } from './turn'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const item = (name: string, dwellS: number) => ({ name, dwellS })

test('each item of a sequence has its own time, and the first follows the last', () => {
  const scope = effectScope()
  const turn = scope.run(() => useTurn(() => [item('a', 3), item('b', 5)]))!
  expect(turn.value?.name).toBe('a')
  vi.advanceTimersByTime(2_999)
  expect(turn.value?.name).toBe('a')
  vi.advanceTimersByTime(1)
  expect(turn.value?.name).toBe('b')
  vi.advanceTimersByTime(5_000)
  expect(turn.value?.name).toBe('a')
  scope.stop()
  expect(vi.getTimerCount()).toBe(0)
})

test('an equal list goes on, another begins anew, an empty one shows nothing', async () => {
  const items = shallowRef([item('a', 3), item('b', 3)])
  const scope = effectScope()
  const turn = scope.run(() => useTurn(() => items.value))!
  vi.advanceTimersByTime(3_000)
  items.value = [item('a', 3), item('b', 3)]
  await nextTick()
  expect(turn.value?.name).toBe('b')
  items.value = [item('c', 3)]
  await nextTick()
  expect(turn.value?.name).toBe('c')
  expect(vi.getTimerCount()).toBe(0)
  items.value = []
  await nextTick()
  expect(turn.value).toBeUndefined()
  scope.stop()
})
