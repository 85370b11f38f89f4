import type { SearchCoverage, SearchQuery } from '#shared/contract/search'
import type { StationPush } from '#shared/contract/stationPort'
import { sendToStation } from '#session/bridge'
import { useRoomStore } from '#session/roomStore'
import { defineStore } from 'pinia'
import { computed, getCurrentScope, onScopeDispose, shallowRef, watch } from 'vue'
import { stretchMs, stretchesToCount, type StretchCount } from './alertRate'

const everyMs = 15_000
/** A question that was not answered by then is asked again: the station may have been restarted in between. */
const answerWithinMs = 10_000

/** How many alerts were raised, counted in this station's own copy of the log: with or without a gateway, drills apart from reality. */
export const useAlertRateStore = defineStore('alertRate', () => {
  const room = useRoomStore()
  const isDrill = computed(() => room.drill !== null)
  const counts = shallowRef<ReadonlyMap<number, StretchCount>>(new Map())
  /** The ten minutes up to `askedAtMs`. */
  const latest = shallowRef<StretchCount>()
  const coverage = shallowRef<SearchCoverage>()
  const failure = shallowRef<string>()
  /** Stretches still to be asked for; null stands for the ten minutes up to now. */
  let wanted: (number | null)[] = []
  let asked: { id: string; fromMs: number | null; atMs: number } | undefined

  /** Keeps the counts fresh until the calling component is gone. */
  function keepCounting(): void {
    look()
    const timer = setInterval(look, everyMs)
    const stopWatching = watch(isDrill, startOver)
    if (getCurrentScope()) {
      onScopeDispose(() => {
        clearInterval(timer)
        stopWatching()
      })
    }
  }

  function startOver(): void {
    counts.value = new Map()
    latest.value = undefined
    asked = undefined
    look()
  }

  function look(): void {
    const nowMs = Date.now()
    wanted = [null, ...stretchesToCount(nowMs, counts.value)]
    if (asked === undefined || nowMs - asked.atMs > answerWithinMs) askNext()
  }

  // One after the other: of one window the station answers the newest question only.
  function askNext(): void {
    asked = undefined
    const fromMs = wanted.shift()
    if (fromMs === undefined) return
    const atMs = Date.now()
    const id = crypto.randomUUID()
    const query: SearchQuery = {
      text: '',
      fromMs: fromMs ?? atMs - stretchMs,
      untilMs: fromMs === null ? atMs : fromMs + stretchMs,
      area: null,
      severities: [],
      states: [],
      connectors: [],
      drill: isDrill.value,
      before: null,
    }
    if (sendToStation({ kind: 'search', id, query })) asked = { id, fromMs, atMs }
  }

  /** Takes an answer of the station; those to other questions are left alone. */
  function take({ id, result }: Extract<StationPush, { kind: 'found' }>): void {
    if (asked === undefined || asked.id !== id) return
    const { fromMs, atMs } = asked
    if (!result.ok) {
      failure.value = result.failure.message
      asked = undefined
      return
    }
    const { count, more, cutShort } = result.value
    const counted = { count, more: more || cutShort, askedAtMs: atMs }
    failure.value = undefined
    coverage.value = result.value.coverage
    if (fromMs === null) latest.value = counted
    else {
      const oldestMs = atMs - 24 * 3_600_000
      counts.value = new Map([...counts.value, [fromMs, counted] as const].filter(([each]) => each > oldestMs))
    }
    askNext()
  }

  return { counts, latest, coverage, failure, isDrill, keepCounting, take }
})
