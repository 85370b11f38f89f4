import type { Fact } from '#shared/contract/fact'
import type { RoomState } from '#shared/contract/roomState'
import { applyRoomFact, emptyRoom } from '#shared/domain/roomFold'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'

/** The room: open drill, connectors and gauges. Replaced whole per batch. */
export const useRoomStore = defineStore('room', () => {
  const room = shallowRef<RoomState>(emptyRoom)
  const drill = computed(() => room.value.drill)
  const connectors = computed(() => room.value.connectors)
  const gauges = computed(() => room.value.gauges)

  /** Starts again from a whole state. */
  function replace(state: RoomState): void {
    room.value = state
  }

  /** Applies a batch of facts, in log order. */
  function apply(facts: readonly Fact[]): void {
    room.value = facts.reduce(applyRoomFact, room.value)
  }

  /** Whether what belongs to this exercise is timed by the clock of the drill that is open. */
  function isSimulated(drillId: string | null): boolean {
    return drillId !== null && drillId === drill.value?.id
  }

  return { room, drill, connectors, gauges, replace, apply, isSimulated }
})
