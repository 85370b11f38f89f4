import { panoramaChannel, panoramaMessage, type LinkedPose } from '#shared/contract/cameraLink'
import { useCameraLinkStore } from '#session/cameraLinkStore'
import { createPanoramaTurns, type PanoramaTurns } from '#session/panoramaTurns'
import { onScopeDispose, shallowRef, watch } from 'vue'

/** The panorama that a tile is a part of: its name, and the surfaces that show it now. */
export type PanoramaPart = { tileId: string; surface: number; surfaces: readonly number[] }

/** Where a tile of a panorama looks while somebody leads: in turns with the other displays. `drawn` is told of every picture. */
export function usePanoramaPose(part: () => PanoramaPart | undefined) {
  const link = useCameraLinkStore()
  const pose = shallowRef<LinkedPose | null>(null)
  let turns: PanoramaTurns | undefined
  let channel: BroadcastChannel | undefined

  function leave(): void {
    turns?.end()
    channel?.close()
    turns = undefined
    channel = undefined
    pose.value = null
  }

  watch(
    () => part()?.tileId,
    (tileId) => {
      leave()
      const own = part()
      if (tileId === undefined || own === undefined) return
      const joined = new BroadcastChannel(panoramaChannel)
      const made = createPanoramaTurns({
        tileId,
        surface: own.surface,
        members: () => part()?.surfaces ?? [],
        send: (message) => joined.postMessage(message),
        look: (next) => (pose.value = next),
        after(delayMs, work) {
          const timer = setTimeout(work, delayMs)
          return () => clearTimeout(timer)
        },
      })
      joined.onmessage = ({ data }: MessageEvent<unknown>) => {
        const message = panoramaMessage.safeParse(data)
        if (message.success) made.take(message.data)
      }
      turns = made
      channel = joined
      made.want(link.led)
    },
    { immediate: true },
  )
  watch(
    () => link.led,
    (led) => turns?.want(led),
    { flush: 'sync' },
  )
  onScopeDispose(leave)

  return { pose, drawn: (waitMs: number): void => turns?.drawn(waitMs) }
}
