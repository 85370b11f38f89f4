import { useWallStore } from '#session/wallStore'
import { useWindowStore } from '#session/windowStore'
import { wallText } from '#shared/domain/wallMeasures'
import { computed, onScopeDispose, watch } from 'vue'

/** Sets the type of a surface from its height and the viewing distance once both were measured; until then the page's own rule holds. */
export function useWallType(): void {
  const view = useWindowStore()
  const wall = useWallStore()
  const { style } = document.documentElement
  const textShare = computed(() => {
    const { surfaces, viewingDistanceM } = wall.own.drawing
    const heightMm = surfaces.find(({ surface }) => surface === view.description?.surface)?.boundsMm?.height
    return heightMm === undefined || viewingDistanceM === null ? undefined : wallText(heightMm, viewingDistanceM).share
  })
  watch(textShare, (share) => (style.fontSize = share === undefined ? '' : `${share * 100}vh`), { immediate: true })
  onScopeDispose(() => (style.fontSize = ''))
}
