import type { AlertState } from '#shared/contract/alert'
import type { wardsFile } from '#shared/contract/baseMap'
import type { AlertHistory, FoundAlert, SearchCoverage } from '#shared/contract/search'
import type { StationPush } from '#shared/contract/stationPort'
import type { z } from 'zod'
import { sendToStation } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { boxAround, noFilter, queryOf, type HistoryFilter, type NamedArea } from './historyQuery'

/** Search over all that the station holds: what was asked, what was found so far, and the history of the alert that was chosen. */
export const useHistoryStore = defineStore('history', () => {
  const filter = shallowRef<HistoryFilter>(noFilter)
  const rows = shallowRef<readonly FoundAlert[]>([])
  const count = shallowRef(0)
  const more = shallowRef(false)
  /** There are more than were counted. */
  const hasUncounted = shallowRef(false)
  const cutShort = shallowRef(false)
  const coverage = shallowRef<SearchCoverage>()
  const failure = shallowRef<string>()
  const searching = shallowRef(false)
  const chosen = shallowRef<AlertState>()
  const history = shallowRef<AlertHistory>()
  const wards = shallowRef<readonly NamedArea[]>([])
  let asked = { id: '', isNextPage: false }
  let askedHistory = ''
  let timeZone = 'Asia/Ho_Chi_Minh'

  /** Asks the station with the present filter; a newer question supersedes an older one. */
  function search(): void {
    ask(null)
  }

  /** Asks for the page behind what is shown. */
  function searchMore(): void {
    const last = rows.value.at(-1)
    if (last !== undefined && !searching.value) ask(last.key)
  }

  function ask(before: number | null): void {
    asked = { id: crypto.randomUUID(), isNextPage: before !== null }
    searching.value = sendToStation({ kind: 'search', id: asked.id, query: queryOf(filter.value, before, Date.now(), timeZone) })
  }

  /** Shows what has happened to an alert. */
  function choose(state: AlertState | undefined): void {
    chosen.value = state
    history.value = undefined
    if (state === undefined) return
    askedHistory = crypto.randomUUID()
    sendToStation({ kind: 'history', id: askedHistory, alertId: state.alert.id })
  }

  /** Takes an answer of the station; answers to older questions are dropped. */
  function take(push: Extract<StationPush, { kind: 'found' | 'history' }>): void {
    if (push.kind === 'history') {
      if (push.id === askedHistory && push.result.ok) history.value = push.result.value
      return
    }
    if (push.id !== asked.id) return
    searching.value = false
    failure.value = push.result.ok ? undefined : push.result.failure.message
    if (!push.result.ok) return
    const page = push.result.value
    rows.value = asked.isNextPage ? [...rows.value, ...page.rows] : page.rows
    more.value = page.more || page.count > page.rows.length
    if (!asked.isNextPage) {
      count.value = page.count
      hasUncounted.value = page.more
    }
    cutShort.value = page.cutShort
    coverage.value = page.coverage
  }
  /** Reads the city's wards; without them there is one filter less. */
  async function loadWards(url: string, zone: string): Promise<void> {
    timeZone = zone
    try {
      const response = await fetch(url)
      if (!response.ok) return
      const file = (await response.json()) as z.infer<typeof wardsFile>
      wards.value = file.features
        .filter(({ properties }) => properties.validTo === null)
        .map(({ properties, geometry }) => ({ code: properties.code, name: properties.name, area: boxAround(geometry.coordinates) }))
    } catch {
      // The map says why the file cannot be read.
    }
  }

  return {
    filter,
    rows,
    count,
    more,
    hasUncounted,
    cutShort,
    coverage,
    failure,
    searching,
    chosen,
    history,
    wards,
    search,
    searchMore,
    choose,
    take,
    loadWards,
  }
})
