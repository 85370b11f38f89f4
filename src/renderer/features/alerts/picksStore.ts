import type { AlertState } from '#shared/contract/alert'
import { shelvingLimitMsOf } from '#shared/domain/alertTypes'
import { useConnectionStore } from '#session/connectionStore'
import { useRoomStore } from '#session/roomStore'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useAlertsStore } from './alertsStore'
import { maximumBulk, planBulk, undoBulk, type BulkAction, type BulkWords } from './bulkPlan'

/** The alerts a person has picked to do something with all of them, the action that is being looked at, and the last one done. */
export const usePicksStore = defineStore('picks', () => {
  const alerts = useAlertsStore()
  const connection = useConnectionStore()
  const room = useRoomStore()
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const action = shallowRef<BulkAction>()
  const last = shallowRef<{ action: BulkAction; ids: readonly string[] }>()

  /** Those of the picked that the window still knows. */
  const states = computed(() => known([...ids.value]))

  function known(some: readonly string[]): AlertState[] {
    return some.map((id) => alerts.find(id)).filter((state) => state !== undefined)
  }

  function toggle(id: string): void {
    const next = new Set(ids.value)
    if (!next.delete(id) && next.size < maximumBulk) next.add(id)
    ids.value = next
    if (next.size === 0) action.value = undefined
  }

  /** Picks these, as many as can be handled at once; or none when they are picked already. */
  function toggleAll(shown: readonly AlertState[]): void {
    const first = shown.slice(0, maximumBulk).map(({ alert }) => alert.id)
    const next = first.every((id) => ids.value.has(id)) ? [] : first
    ids.value = new Set(next)
    if (next.length === 0) action.value = undefined
  }

  function clear(): void {
    ids.value = new Set()
    action.value = undefined
  }

  /** Looks at an action for all that is picked; false when nothing is. */
  function begin(what: BulkAction): boolean {
    if (ids.value.size === 0) return false
    action.value = what
    return true
  }

  const plan = (what: BulkAction, words: BulkWords, nowMs: number) =>
    planBulk(what, states.value, words, nowMs, (state) => shelvingLimitMsOf(state, room.room.alertTypes))

  /** Asks for it, alert by alert: each is decided by itself, and each can be refused. */
  function apply(what: BulkAction, words: BulkWords, nowMs: number): void {
    const { asked } = plan(what, words, nowMs)
    for (const { request } of asked) connection.ask(request)
    last.value = { action: what, ids: asked.map(({ state }) => state.alert.id) }
    clear()
  }

  /** Takes the last action back; false when there is none. */
  function undo(reason: string): boolean {
    if (last.value === undefined) return false
    for (const request of undoBulk(last.value.action, known(last.value.ids), reason)) connection.ask(request)
    last.value = undefined
    return true
  }

  function forgetLast(): void {
    last.value = undefined
  }

  return { ids, action, last, states, toggle, toggleAll, clear, begin, plan, apply, undo, forgetLast }
})
