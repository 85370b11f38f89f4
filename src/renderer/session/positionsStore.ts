import type { UnitPosition } from '#shared/contract/position'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { createPositionTrack, type PositionTrack } from './positionTrack'

/** The newest position of each unit, as the station passes them on. Thousands a second: whoever shows them takes the batch and no more. */
export const usePositionsStore = defineStore('positions', () => {
  /** The batch that came last; a new array each time. */
  const latest = shallowRef<readonly UnitPosition[]>([])
  const all = new Map<string, UnitPosition>()
  // Only a window that can look back keeps a track.
  let track: PositionTrack | undefined

  /** Takes over a batch. */
  function apply(positions: readonly UnitPosition[]): void {
    for (const position of positions) {
      all.set(position.id, position)
      track?.note(position)
    }
    latest.value = positions
  }

  /** Every unit's newest position, for a view that opens later. */
  function everyone(): UnitPosition[] {
    return [...all.values()]
  }

  /** Keeps from now on where units were. */
  function keepTrack(): void {
    track ??= createPositionTrack()
    for (const position of all.values()) track.note(position)
  }

  /** Where units were at a moment, as far as this window was told; those that had been silent for longer than `silentMs` are left out. */
  function asOf(atMs: number, silentMs: number): UnitPosition[] {
    return track?.asOf(atMs, silentMs) ?? []
  }

  /** Since when this window knows where units were, epoch milliseconds; null while it does not. */
  const knownSinceMs = (): number | null => track?.sinceMs() ?? null

  return { latest, apply, everyone, keepTrack, asOf, knownSinceMs }
})
