import type { Gauge, gaugesFile } from '#shared/contract/city'
import type { z } from 'zod'
import { useClock } from '#session/clock'
import { useRoomStore } from '#session/roomStore'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { viewGauge } from './gaugeSeries'

const toMinute = (timeMs: number) => Math.floor(timeMs / 60_000) * 60_000

/** The gauges of the city: who they are (from the city's file) and what they say (from the room). */
export const useGaugesStore = defineStore('gauges', () => {
  const gauges = shallowRef<readonly Gauge[]>([])
  /** Why the list of gauges could not be read; undefined while it could. */
  const failure = shallowRef<string>()
  const room = useRoomStore()

  const clock = useClock()

  // To the minute: a chart is not drawn anew every second.
  const minute = computed(() => toMinute(clock.nowMs))
  const simulatedMinute = computed(() => (clock.simulatedMs === null ? null : toMinute(clock.simulatedMs)))
  const views = computed(() => {
    const now = { nowMs: minute.value, simulatedMs: simulatedMinute.value }
    return gauges.value.map((gauge) => viewGauge(gauge, room.gauges, room.drill !== null, now))
  })

  /** Reads the city's list of gauges; the file was checked when the application started. */
  async function load(url: string): Promise<void> {
    try {
      const response = await fetch(url)
      if (!response.ok) throw new Error(`${url}: ${response.status}`)
      const file = (await response.json()) as z.infer<typeof gaugesFile>
      gauges.value = file.gauges
      failure.value = undefined
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error)
    }
  }

  /** Warning levels of a gauge in metres, lowest first. */
  function levelsOf(gaugeId: string): readonly number[] | undefined {
    return gauges.value.find((gauge) => gauge.id === gaugeId)?.levelsM
  }

  return { gauges, failure, views, load, levelsOf }
})
