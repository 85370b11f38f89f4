import { listenToMain } from '#session/bridge'
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** Long enough to walk along a wall and read the numbers. */
const shownForMs = 8_000

/** True for a while after somebody asked which display is which. */
export function useIdentify(): ShallowRef<boolean> {
  const shown = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = listenToMain((name) => {
    if (name !== 'wall.identify') return
    clearTimeout(timer)
    shown.value = true
    timer = setTimeout(() => (shown.value = false), shownForMs)
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
  return shown
}
