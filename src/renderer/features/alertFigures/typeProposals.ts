import type { AlertFigures } from '#shared/contract/alertFigures'
import type { AlertType, AlertTypesState } from '#shared/contract/alertType'
import { foldText } from '#shared/domain/foldText'

/** How long a chattering condition has to last, and to be gone, before the room hears of it. */
export const proposedDelayMs = 60_000
/** One source that makes more of all alerts than this should be looked at (EEMUA 191: the ten busiest together). */
const bigShare = 0.05

/** A source that speaks too often, and what could be changed about its type; null where there is none, or nothing to change. */
export type BadActor = {
  event: string
  sender: string
  alerts: number
  chatters: boolean
  /** False where no type of the room names the event. */
  hasType: boolean
  proposal: { type: AlertType; basedOn: number } | null
  /** Somebody has proposed a change of its type already. */
  isProposed: boolean
}

/** Sources that chatter or make a large part of all alerts, most first, each with a draft that makes its type wait. */
export function badActorsOf(figures: AlertFigures, table: AlertTypesState | undefined): BadActor[] {
  const named = (row: { event: string; sender: string; place: string }): string => `${row.event}|${row.sender}|${row.place}`
  const chattering = new Set(figures.chattering.map(named))
  const busy = figures.topTen.filter((row) => row.alerts >= 3 && row.alerts > figures.alerts * bigShare)
  const rows = [...figures.chattering, ...busy.filter((row) => !chattering.has(named(row)))]
  return rows
    .map(({ event, sender, alerts, place }) => {
      const state = table?.types.find(({ type }) => type.matches.events.some((each) => foldText(each).trim() === foldText(event).trim()))
      const isProposed = state !== undefined && (table?.proposals.some(({ type }) => type.id === state.type.id) ?? false)
      const isLonger = state !== undefined && (state.type.onDelayMs < proposedDelayMs || state.type.offDelayMs < proposedDelayMs)
      const proposal = isLonger ? { type: waiting(state.type), basedOn: state.version } : null
      const chatters = chattering.has(named({ event, sender, place }))
      return { event, sender, alerts, chatters, hasType: state !== undefined, proposal, isProposed }
    })
    .toSorted((a, b) => b.alerts - a.alerts)
}

function waiting(type: AlertType): AlertType {
  return {
    ...type,
    onDelayMs: Math.max(type.onDelayMs, proposedDelayMs),
    offDelayMs: Math.max(type.offDelayMs, proposedDelayMs),
  }
}
