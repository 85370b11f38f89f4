import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** The item of a sequence whose turn it is; each stays for its own time, and a sequence that was changed begins anew. */
export function useTurn<Item extends { dwellS: number }>(items: () => readonly Item[]): ShallowRef<Item | undefined> {
  const current = shallowRef<Item>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(all: readonly Item[], index: number): void {
    clearTimeout(timer)
    current.value = all[index]
    if (all.length > 1) timer = setTimeout(() => show(all, (index + 1) % all.length), (all[index]?.dwellS ?? 0) * 1_000)
  }

  // Facts bring equal lists as new objects; an equal list goes on where it was.
  watch(
    () => JSON.stringify(items()),
    () => show(items(), 0),
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return current
}
