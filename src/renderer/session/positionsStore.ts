import type { UnitPosition } from '#shared/contract/position'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** The newest position of each unit, as the station passes them on. Thousands a second: whoever shows them takes the batch and no more. */
export const usePositionsStore = defineStore('positions', () => {
  /** The batch that came last; a new array each time. */
  const latest = shallowRef<readonly UnitPosition[]>([])
  const all = new Map<string, UnitPosition>()

  /** Takes over a batch. */
  function apply(positions: readonly UnitPosition[]): void {
    for (const position of positions) all.set(position.id, position)
    latest.value = positions
  }

  /** Every unit's newest position, for a view that opens later. */
  function everyone(): UnitPosition[] {
    return [...all.values()]
  }

  return { latest, apply, everyone }
})
