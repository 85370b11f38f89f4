import { onScopeDispose } from 'vue'

const stillAfterMs = 3_000

/** Takes the cursor off this surface when it has not been moved for a while: nobody points with it, and people look at what it covers. */
export function useStillCursor(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = (): void => void document.documentElement.toggleAttribute('data-still', true)
  const show = (): void => {
    document.documentElement.toggleAttribute('data-still', false)
    clearTimeout(timer)
    timer = setTimeout(hide, stillAfterMs)
  }
  window.addEventListener('pointermove', show)
  show()
  onScopeDispose(() => {
    window.removeEventListener('pointermove', show)
    clearTimeout(timer)
  })
}
