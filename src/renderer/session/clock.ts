import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useRoomStore } from './roomStore'
import { simulatedTimeMs } from './simulatedTime'

/** The one ticking source of a window: once a second, on the second. */
export const useClock = defineStore('clock', () => {
  const nowMs = shallowRef(Date.now())
  const roomStore = useRoomStore()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** The time in the open drill's scenario; null outside a drill. */
  const simulatedMs = computed(() => (roomStore.drill === null ? null : simulatedTimeMs(roomStore.drill, nowMs.value)))
  /** The time that values of the room are compared with: the scenario's in a drill, else the wall clock. */
  const roomTimeMs = computed(() => simulatedMs.value ?? nowMs.value)

  function tick(): void {
    nowMs.value = Date.now()
    timer = setTimeout(tick, 1_000 - (nowMs.value % 1_000))
  }

  /** Starts the clock; returns how to stop it. */
  function start(): () => void {
    clearTimeout(timer)
    tick()
    return () => clearTimeout(timer)
  }

  return { nowMs, simulatedMs, roomTimeMs, start }
})
