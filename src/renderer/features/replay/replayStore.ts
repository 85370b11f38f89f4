import type { AlertState } from '#shared/contract/alert'
import type { StationPush } from '#shared/contract/stationPort'
import { sendToStation } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { alertsAsOf } from './asOf'

// What is looked back at: alerts raised in this time before the moment that is shown.
const lookBackMs = 72 * 3_600_000
const mostPages = 6

/** The clock of what this window shows of the city: live, or a moment that is looked back at, with the alerts of that moment. */
export const useReplayStore = defineStore('replay', () => {
  /** Epoch milliseconds; null for live. */
  const shownAtMs = shallowRef<number | null>(null)
  const found = shallowRef<readonly AlertState[]>([])
  /** The station has more alerts of that time than are shown. */
  const isCut = shallowRef(false)
  const isLoading = shallowRef(false)
  let asked = { id: '', pages: 0, states: [] as AlertState[], loadedForMs: 0 }

  /** Alerts as they stood, those among them that are open still included; empty while live. */
  function alertsAmong(open: readonly AlertState[]): AlertState[] {
    return shownAtMs.value === null ? [] : alertsAsOf(found.value, open, shownAtMs.value)
  }

  /** Looks at a moment. What is known already is shown at once; the rest comes from the station's own history. */
  function show(atMs: number): void {
    shownAtMs.value = atMs
    load(atMs)
  }

  function live(): void {
    shownAtMs.value = null
    found.value = []
    isCut.value = false
    isLoading.value = false
    asked = { id: '', pages: 0, states: [], loadedForMs: 0 }
  }

  function load(atMs: number): void {
    asked = { id: crypto.randomUUID(), pages: 0, states: [], loadedForMs: atMs }
    ask(null)
  }

  function ask(before: number | null): void {
    isLoading.value = sendToStation({
      kind: 'search',
      id: asked.id,
      query: {
        text: '',
        fromMs: asked.loadedForMs - lookBackMs,
        untilMs: asked.loadedForMs + 1,
        area: null,
        severities: [],
        states: [],
        connectors: [],
        drill: null,
        before,
      },
    })
  }

  /** Takes an answer of the station when it is ours. */
  function take(push: Extract<StationPush, { kind: 'found' }>): void {
    if (push.id !== asked.id) return
    if (!push.result.ok) {
      isLoading.value = false
      return
    }
    const { rows, count } = push.result.value
    asked.states.push(...rows.map(({ state }) => state))
    asked.pages += 1
    const isMore = count > rows.length && rows.length > 0
    if (isMore && asked.pages < mostPages) return ask(rows.at(-1)!.key)
    isCut.value = isMore
    isLoading.value = false
    found.value = asked.states
  }

  /** An alert of that time as it stands today. */
  function findNow(id: string | null): AlertState | undefined {
    return id === null ? undefined : found.value.find(({ alert }) => alert.id === id)
  }

  return { shownAtMs, alertsAmong, findNow, isCut, isLoading, show, live, take }
})
