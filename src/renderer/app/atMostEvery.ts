import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/**
 * A value that follows `read`, at most once in `everyMs`: the first change at once, those that come soon after it together. `read` is only
 * evaluated when its value is taken; `changes` tells that there is something to take.
 */
export function useAtMostEvery<T>(everyMs: number, changes: () => unknown, read: () => T): Readonly<ShallowRef<T>> {
  const taken = shallowRef(read()) as ShallowRef<T>
  let takenAtMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function take(): void {
    timer = undefined
    takenAtMs = performance.now()
    taken.value = read()
  }

  watch(changes, () => {
    if (timer !== undefined) return
    const waitMs = takenAtMs + everyMs - performance.now()
    if (waitMs <= 0) take()
    else timer = setTimeout(take, waitMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return taken
}
