import { onScopeDispose, shallowRef, type Ref } from 'vue'

/** Height of a row in CSS pixels, from the token `--row-height` (rem); follows the window's size, which sets the size of a rem. */
export function useRowHeightPx(): Ref<number> {
  const measure = () => {
    const style = getComputedStyle(document.documentElement)
    const rows = Number.parseFloat(style.getPropertyValue('--row-height')) || 5.5
    return Math.round(rows * (Number.parseFloat(style.fontSize) || 14))
  }
  const heightPx = shallowRef(measure())
  const update = () => {
    heightPx.value = measure()
  }
  window.addEventListener('resize', update)
  onScopeDispose(() => window.removeEventListener('resize', update))
  return heightPx
}
