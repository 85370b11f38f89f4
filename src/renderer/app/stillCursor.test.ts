import { afterEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useStillCursor } from './stillCursor'

afterEach(() => vi.useRealTimers())

it('takes the cursor off three seconds after it was last moved, and leaves nothing behind', () => {
  vi.useFakeTimers()
  const isHidden = (): boolean => document.documentElement.hasAttribute('data-still')
  const scope = effectScope()
  scope.run(useStillCursor)
  vi.advanceTimersByTime(2_999)
  expect(isHidden()).toBe(false)
  vi.advanceTimersByTime(1)
  expect(isHidden()).toBe(true)
  window.dispatchEvent(new Event('pointermove'))
  expect(isHidden()).toBe(false)
  scope.stop()
  vi.advanceTimersByTime(10_000)
  expect([isHidden(), vi.getTimerCount()]).toEqual([false, 0])
})
