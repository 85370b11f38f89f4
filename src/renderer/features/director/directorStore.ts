import type { Scene } from '#shared/contract/wall'
import { defineStore } from 'pinia'
import { getCurrentScope, onScopeDispose, shallowRef } from 'vue'
import { useWindowStore } from '#session/windowStore'
import { callMain } from '#session/bridge'

/** Once a second is enough to see what a display shows; taking the pictures costs the machine that draws them. */
const pictureEveryMs = 1_000

/** What the director asks of this machine: pictures of its displays, their numbers, giving one up. */
export const useDirectorStore = defineStore('director', () => {
  const view = useWindowStore()
  const pictures = shallowRef<ReadonlyMap<number, string>>(new Map())

  /** Keeps the pictures fresh until the calling component is gone. */
  function watchPictures(): void {
    let isWatching = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async (): Promise<void> => {
      const next = new Map<number, string>()
      for (const { surface, present } of view.description?.surfaces ?? []) {
        const answer = present ? await callMain('wall.picture', surface) : undefined
        if (answer?.ok && answer.value !== '') next.set(surface, answer.value)
      }
      if (!isWatching) return
      pictures.value = next
      timer = setTimeout(() => void look(), pictureEveryMs)
    }
    void look()
    if (getCurrentScope()) {
      onScopeDispose(() => {
        isWatching = false
        clearTimeout(timer)
      })
    }
  }

  async function identify(): Promise<void> {
    await callMain('wall.identify', null)
  }

  async function forget(surface: number): Promise<void> {
    await callMain('wall.forgetSurface', surface)
  }

  /** Lets the person keep scenes in a file; whether they did. */
  const keepScenes = (scenes: Scene[]) => callMain('scenes.save', scenes)
  /** Lets the person choose a file of scenes. */
  const openScenes = () => callMain('scenes.open', null)

  return { keepScenes, openScenes, pictures, watchPictures, identify, forget }
})
