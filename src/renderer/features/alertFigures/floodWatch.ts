import type { FiguresAnswer } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import { countedAtMs } from '#shared/domain/alertFigures'
import { floodAfter, noFlood, type FloodState, type Raise } from '#shared/domain/alertFlood'

/**
 * What a window knows of the flood of one world (reality, or one exercise): the station's answer, and the alerts that came after it.
 * Before the answer has come, what comes is counted from nothing.
 */
export type FloodWatch = { drillId: string | null; flood: FloodState; headSeq: number; isAnswered: boolean }

export function startWatch(drillId: string | null): FloodWatch {
  return { drillId, flood: noFlood, headSeq: 0, isAnswered: false }
}

/** `drillId`: the exercise it belongs to; null for reality. */
export type SeenRaise = Raise & { seq: number; drillId: string | null }

/** Alerts that these facts raise. */
export function raisesIn(facts: readonly Fact[]): SeenRaise[] {
  return facts.flatMap((fact) => {
    if (fact.type !== 'alert.raised') return []
    const { id, drillId } = fact.payload.alert
    return [{ id, atMs: countedAtMs(fact), seq: fact.seq, drillId: fact.drill ? drillId : null }]
  })
}

/** The watch after alerts were raised, in log order. */
export function afterRaises(watch: FloodWatch, raises: readonly SeenRaise[], operators: number): FloodWatch {
  const fresh = raises.filter(({ seq, drillId }) => seq > watch.headSeq && drillId === watch.drillId)
  const last = fresh.at(-1)
  if (last === undefined) return watch
  const { state } = floodAfter(
    watch.flood,
    fresh.map(({ id, atMs }) => ({ id, atMs })),
    last.atMs,
    operators,
  )
  return { ...watch, flood: state, headSeq: last.seq }
}

/** The watch once the station has told what was before; `since` are the alerts that came while it was asked. */
export function afterAnswer(watch: FloodWatch, answer: FiguresAnswer, since: readonly SeenRaise[], operators: number): FloodWatch {
  const told = { ...watch, flood: answer.flood, headSeq: answer.headSeq, isAnswered: true }
  return afterRaises(told, since, operators)
}
