import type { AlertState } from '#shared/contract/alert'
import { maximumPageFacts, maximumUrgentAlerts } from '#shared/contract/feed'
import { alertIdOf, isInQueue } from '#shared/domain/alertLifecycle'
import { setAsideOf } from '#shared/domain/alertStanding'
import type { EventLog } from './log/eventLog'
import type { RoomModel } from './roomModel'

type Options = {
  log: EventLog
  model(): RoomModel
  /** Facts the station has not been sent yet. */
  behind(): number
  send(alerts: AlertState[], shown: () => void): void
}

/**
 * Tells a station that is more than a page behind which critical alerts there are, ahead of their turn: at first all that stand in the
 * queue, then each as it changes. One message is under way at a time; a station that is slow costs a list of ids.
 */
export function createUrgentLane({ log, model, behind, send }: Options): { look(): void } {
  /** Ids to be told, in order. */
  const waiting = new Set<string>()
  const told = new Set<string>()
  let position = log.lastPosition()
  let isBusy = false
  let isFirst = true

  return { look }

  function look(): void {
    // Within a page everything comes in its turn soon enough.
    if (behind() <= maximumPageFacts) {
      position = log.lastPosition()
      isFirst = false
      return waiting.clear()
    }
    if (isFirst) for (const state of model().alerts.values()) if (isUrgent(state)) waiting.add(state.alert.id)
    isFirst = false
    readOn()
    sendNext()
  }

  function readOn(): void {
    for (let found = log.read(position, maximumPageFacts); found.length > 0; found = log.read(position, maximumPageFacts)) {
      for (const { fact } of found) {
        const id = alertIdOf(fact)
        const state = id === undefined ? undefined : model().alerts.get(id)
        // What was told and is over since has to be told too.
        if (state !== undefined && (isUrgent(state) || told.has(state.alert.id))) waiting.add(state.alert.id)
      }
      position = found.at(-1)?.position ?? position
    }
  }

  function sendNext(): void {
    if (isBusy || waiting.size === 0) return
    const ids = [...waiting].slice(0, maximumUrgentAlerts)
    const alerts = ids.flatMap((id) => model().alerts.get(id) ?? [])
    for (const id of ids) {
      waiting.delete(id)
      told.add(id)
    }
    if (alerts.length === 0) return
    isBusy = true
    send(alerts, () => {
      isBusy = false
      look()
    })
  }
}

function isUrgent(state: AlertState): boolean {
  return state.alert.severity === 'critical' && isInQueue(state) && setAsideOf(state) === undefined
}
