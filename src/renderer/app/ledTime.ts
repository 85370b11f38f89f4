import { useReplayStore } from '#features/replay'
import { useCameraLinkStore } from '#session/cameraLinkStore'
import { watch } from 'vue'

/** A window that looks where the desk looks also looks back with it, and comes back to the present with it. */
export function useLedTime(): void {
  const link = useCameraLinkStore()
  const replay = useReplayStore()
  watch(
    () => link.ledAtMs,
    (atMs) => (atMs === null ? replay.live() : replay.show(atMs)),
  )
}
