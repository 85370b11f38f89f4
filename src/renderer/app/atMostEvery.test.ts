import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useAtMostEvery } from './atMostEvery'

describe('useAtMostEvery', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.advanceTimersByTime(10_000)
  })
  afterEach(() => vi.useRealTimers())

  it('takes the first change at once and a burst after it together', async () => {
    const source = shallowRef(0)
    const read = vi.fn(() => source.value)
    const scope = effectScope()
    const taken = scope.run(() => useAtMostEvery(250, () => source.value, read))!
    source.value = 1
    await nextTick()
    expect(taken.value).toBe(1)
    for (let burst = 2; burst <= 9; burst += 1) {
      source.value = burst
      await nextTick()
    }
    expect(taken.value).toBe(1)
    vi.advanceTimersByTime(250)
    expect(taken.value).toBe(9)
    expect(read).toHaveBeenCalledTimes(3)
    scope.stop()
  })

  it('takes nothing after its owner is gone', async () => {
    const source = shallowRef(0)
    const scope = effectScope()
    const taken = scope.run(() =>
      useAtMostEvery(
        250,
        () => source.value,
        () => source.value,
      ),
    )!
    source.value = 1
    await nextTick()
    source.value = 2
    await nextTick()
    scope.stop()
    vi.advanceTimersByTime(1_000)
    expect(taken.value).toBe(1)
  })
})
