import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import { isAsking } from '#shared/domain/alertStanding'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { alertsFrom, applyAlertFacts, noAlerts, type AlertsState } from './alertsState'

/** The alerts of a window: one value, replaced per batch. */
export const useAlertsStore = defineStore('alerts', () => {
  const state = shallowRef<AlertsState>(noAlerts)
  const queue = computed(() => state.value.queue)
  const counts = computed(() => state.value.counts)
  const total = computed(() => state.value.total)
  const newestSeq = computed(() => state.value.newestSeq)
  const outdated = computed(() => state.value.outdated)
  /** The first in the queue that nobody has acknowledged. */
  const highest = computed(() => {
    const first = state.value.queue[0]
    return first !== undefined && isAsking(first) ? first : undefined
  })

  /** Starts again from everything the station holds. */
  function replace(alerts: readonly AlertState[], totalAlerts: number): void {
    state.value = alertsFrom(alerts, totalAlerts)
  }

  /** Applies a batch of facts, in log order. */
  function apply(facts: readonly Fact[]): void {
    state.value = applyAlertFacts(state.value, facts)
  }

  /** One alert of the queue, or one that has left it lately. */
  function find(id: string | null): AlertState | undefined {
    return id === null ? undefined : state.value.byId.get(id)
  }

  return { state, queue, counts, total, newestSeq, outdated, highest, replace, apply, find }
})
