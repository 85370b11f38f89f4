import { useConnectionStore } from '#session/connectionStore'
import { useWallStore } from '#session/wallStore'
import { watch } from 'vue'

/** Tells the room how this station's wall hangs whenever the log does not know it so: at first, and when a display came or went. */
export function useWallReport(): void {
  const wall = useWallStore()
  const connection = useConnectionStore()
  watch(
    () => connection.hasState && connection.self !== undefined && connection.link?.state === 'live' && wall.isUnknown && wall.own.drawing,
    (drawing) => {
      if (drawing !== false && drawing.surfaces.length > 0) wall.ask({ type: 'wall.draw', input: { id: drawing.id, drawing } })
    },
    { immediate: true },
  )
}
