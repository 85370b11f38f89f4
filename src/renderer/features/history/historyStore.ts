import type { AlertState } from '#shared/contract/alert'
import type { wardsFile } from '#shared/contract/baseMap'
import type { AlertHistory, FoundAlert, SearchCoverage } from '#shared/contract/search'
import type { StationPush } from '#shared/contract/stationPort'
import type { z } from 'zod'
import { sendToStation } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { boxAround, noFilter, queryOf, type HistoryFilter, type NamedArea } from './historyQuery'

type SearchResult = Extract<StationPush, { kind: 'found' }>['result']
type Gathered = { ok: true; rows: FoundAlert[]; isCut: boolean } | { ok: false; reason: string }
/** Most alerts that go into one file. */
const maximumGathered = 50_000

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
  /** Pages that are gathered for a file, by the id of their question. */
  const gathering = new Map<string, (result: SearchResult) => void>()
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

  /** Everything that fits the present filter, newest first, page by page; `isCut` when there is more than `most`. */
  async function gather(most = maximumGathered): Promise<Gathered> {
    const nowMs = Date.now()
    const found: FoundAlert[] = []
    for (let before: number | null = null; ;) {
      const id = crypto.randomUUID()
      const query = queryOf(filter.value, before, nowMs, timeZone)
      const result = await new Promise<SearchResult>((resolve) => {
        gathering.set(id, resolve)
        if (!sendToStation({ kind: 'search', id, query })) {
          gathering.delete(id)
          resolve({ ok: false, failure: { code: 'unavailable', message: 'the station is away' } })
        }
      })
      if (!result.ok) return { ok: false, reason: result.failure.message }
      const { rows: page, count: rest, more: isUncounted, cutShort: isCutShort } = result.value
      found.push(...page)
      const last = page.at(-1)
      if (isCutShort || found.length >= most) {
        const isCut = isCutShort || found.length > most || rest > page.length
        return { ok: true, rows: found.slice(0, most), isCut }
      }
      if (last === undefined || (rest <= page.length && !isUncounted)) return { ok: true, rows: found, isCut: false }
      before = last.key
    }
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
    const gathers = gathering.get(push.id)
    if (gathers !== undefined) {
      gathering.delete(push.id)
      return gathers(push.result)
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
    gather,
    choose,
    take,
    loadWards,
  }
})
