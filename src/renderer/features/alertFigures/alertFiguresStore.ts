import type { AlertFigures } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import type { StationPush } from '#shared/contract/stationPort'
import { sendToStation } from '#session/bridge'
import { useClock } from '#session/clock'
import { useRoomStore } from '#session/roomStore'
import { floodAfter, noFlood, type FloodState } from '#shared/domain/alertFlood'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { periodOf, type FiguresPeriod } from './figuresPeriod'
import { afterAnswer, afterRaises, raisesIn, startWatch, type FloodWatch, type SeenRaise } from './floodWatch'

// Enough to know a flood that goes on: one older than this has been going on for hours, and is told as from here.
const lookBackMs = 6 * 3_600_000
/** A station that was too busy to count is asked again after this. */
const askAgainMs = 2_000

type Asked = { id: string; about: 'reality' | 'exercise' | 'period' }

/** Floods as they come, and the figures of the period that somebody looks at. */
export const useAlertFiguresStore = defineStore('alertFigures', () => {
  const clock = useClock()
  const room = useRoomStore()
  /** People at the consoles of the room, as this window was told. */
  const operators = shallowRef(1)
  const reality = shallowRef<FloodWatch>(startWatch(null))
  const exercise = shallowRef<FloodWatch>(startWatch(null))
  const period = shallowRef<FiguresPeriod>('day')
  const figures = shallowRef<AlertFigures>()
  const isCut = shallowRef(false)
  /** When this station's copy begins; the figures say nothing of before. */
  const oldestAtMs = shallowRef<number | null>(null)
  const failure = shallowRef<string>()
  const isCounting = shallowRef(false)
  let asked: Asked[] = []
  /** What came while the station was asked: the answer may be from before it. */
  let meanwhile: SeenRaise[] = []

  const flood = computed(() => floodAfter(reality.value.flood, [], clock.nowMs, operators.value).state)
  const drillFlood = computed((): FloodState => {
    const simulatedMs = clock.simulatedMs
    if (room.drill === null || simulatedMs === null || exercise.value.drillId !== room.drill.id) return noFlood
    return floodAfter(exercise.value.flood, [], simulatedMs, operators.value).state
  })
  /** The flood that is shown: the real one before that of an exercise. */
  const shown = computed(() => (flood.value.spell === null && drillFlood.value.spell !== null ? drillFlood.value : flood.value))
  const isExercise = computed(() => shown.value === drillFlood.value)

  function ask(about: Asked['about'], query: { fromMs: number; untilMs: number }): boolean {
    const id = crypto.randomUUID()
    asked = [...asked.filter((each) => each.about !== about), { id, about }]
    const drill = about === 'exercise' || (about === 'period' && period.value === 'drill') ? room.drill : null
    return sendToStation({
      kind: 'alert-figures',
      id,
      query: { ...query, operators: operators.value, drill: drill && { id: drill.id, startedAtMs: drill.startedAtMs } },
    })
  }

  /** Begins anew: the station has told its state, so what was before is asked of it. */
  function restart(): void {
    meanwhile = []
    reality.value = startWatch(null)
    const nowMs = Date.now()
    ask('reality', { fromMs: nowMs - lookBackMs, untilMs: nowMs + 60_000 })
    restartExercise()
  }

  function restartExercise(): void {
    const { drill } = room
    exercise.value = startWatch(drill?.id ?? null)
    if (drill !== null) ask('exercise', { fromMs: drill.simulatedFromMs, untilMs: drill.simulatedUntilMs })
  }

  /** Takes a batch of facts about alerts, in log order. */
  function apply(facts: readonly Fact[]): void {
    const raises = raisesIn(facts)
    if (raises.length === 0) return
    if (asked.some(({ about }) => about !== 'period')) meanwhile.push(...raises)
    reality.value = afterRaises(reality.value, raises, operators.value)
    const drillId = room.drill?.id
    if (drillId === undefined) return
    if (exercise.value.drillId !== drillId) exercise.value = startWatch(drillId)
    exercise.value = afterRaises(exercise.value, raises, operators.value)
  }

  /** Asks for the figures of the period. */
  function count(): void {
    isCounting.value = ask('period', periodOf(period.value, Date.now(), room.drill))
  }

  function setPeriod(next: FiguresPeriod): void {
    period.value = next
    count()
  }

  /** More operators bear more: floods are judged anew for so many. */
  function setOperators(next: number): void {
    operators.value = next
    restart()
  }

  /** Takes an answer of the station; answers to older questions are dropped. */
  function take({ id, result }: Extract<StationPush, { kind: 'alert-figures' }>): void {
    const question = asked.find((each) => each.id === id)
    if (question === undefined) return
    asked = asked.filter((each) => each !== question)
    if (question.about === 'period') {
      isCounting.value = false
      failure.value = result.ok ? undefined : result.failure.message
      if (!result.ok) return
      figures.value = result.value.figures
      isCut.value = result.value.cutShort
      oldestAtMs.value = result.value.oldestAtMs
      return
    }
    const watched = question.about === 'reality' ? reality : exercise
    if (result.ok) watched.value = afterAnswer(watched.value, result.value, meanwhile, operators.value)
    else setTimeout(question.about === 'reality' ? restart : restartExercise, askAgainMs)
    if (asked.every(({ about }) => about === 'period')) meanwhile = []
  }

  return {
    operators,
    flood,
    drillFlood,
    shown,
    isExercise,
    period,
    figures,
    isCut,
    oldestAtMs,
    failure,
    isCounting,
    restart,
    apply,
    count,
    setPeriod,
    setOperators,
    take,
  }
})
