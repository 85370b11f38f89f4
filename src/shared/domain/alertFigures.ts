import type { Alert, AlertState, Severity } from '#shared/contract/alert'
import type { AlertFigures, FiguresQuery } from '#shared/contract/alertFigures'
import type { Fact } from '#shared/contract/fact'
import { floodAfter, noFlood, type FloodState } from '#shared/domain/alertFlood'
import { isChatter, sourceOf } from '#shared/domain/alertSource'

const dayMs = 86_400_000
const fleetingMs = 60_000
const aboveTen = 10
const maximumListed = 20
/** Length of the periods in which alerts are counted. */
export const figuresPeriodMs = 600_000

/** How long before a period its alerts must be known, so that a flood at its beginning is not missed. */
export const leadMs = 7_200_000

type Counted = {
  alert: Alert
  /** When the room had it: in an exercise by the exercise's clock. */
  atMs: number
  /** By the gateway's clock, which acknowledgements are timed by in exercises too. */
  receivedAtMs: number
  endedAtMs: number | null
  acknowledgedAtMs: number | null
  severity: Severity
  changesMs: number[]
}

/** Counts the facts of a log, one after the other, and tells the figures of a period. */
export type FigureCounter = {
  add(fact: Fact): void
  /** An alert that stands, of which the facts may be missing. To be told before the facts. */
  know(state: AlertState): void
  figures(): AlertFigures
  flood(): FloodState
}

/** A counter for one period. Facts come in log order, from `leadMs` before the period on; alerts that came before are not known to it. */
export function countFigures(query: FiguresQuery): FigureCounter {
  const alerts = new Map<string, Counted>()
  const { fromMs, untilMs, operators, drill: exercise } = query
  const isOurs = (drill: boolean, id: string | null): boolean => (exercise === null ? !drill : id === exercise.id)
  let clockMs = -Infinity

  function know({ alert, drill, raisedAtMs, contentVersion, cleared, closed, acknowledged }: AlertState): void {
    if (!isOurs(drill, alert.drillId)) return
    // An update has its own time of receipt; when the first was received is then not known any more.
    const receivedAtMs = contentVersion === 1 ? alert.source.receivedAtMs : raisedAtMs
    const atMs = drill ? raisedAtMs : receivedAtMs
    if (atMs > untilMs) return
    const endedAtMs = cleared?.atMs ?? closed?.atMs ?? null
    const changesMs = endedAtMs === null ? [atMs] : [atMs, endedAtMs]
    const acknowledgedAtMs = acknowledged?.atMs ?? null
    alerts.set(alert.id, { alert, atMs, receivedAtMs, endedAtMs, acknowledgedAtMs, severity: alert.severity, changesMs })
  }

  function add(fact: Fact): void {
    // What people do in an exercise is written by their own clocks: it counts at the time the exercise has come to.
    const isByHand = fact.drill && fact.actor.kind === 'person'
    const atMs = isByHand ? clockMs : countedAtMs(fact)
    if (atMs > untilMs) return
    clockMs = Math.max(clockMs, atMs)
    switch (fact.type) {
      case 'alert.raised': {
        const { alert } = fact.payload
        if (!isOurs(fact.drill, alert.drillId)) return
        const { severity } = alert
        const receivedAtMs = fact.recordedAtMs
        alerts.set(alert.id, { alert, atMs, receivedAtMs, endedAtMs: null, acknowledgedAtMs: null, severity, changesMs: [atMs] })
        return
      }
      case 'alert.updated': {
        const known = alerts.get(fact.payload.alert.id)
        if (known !== undefined) known.endedAtMs = null
        return
      }
      case 'alert.cleared':
      case 'alert.closed': {
        const known = alerts.get(fact.payload.id)
        if (known === undefined) return
        if (fact.type === 'alert.cleared' && known.endedAtMs === null) known.changesMs.push(atMs)
        known.endedAtMs ??= atMs
        return
      }
      case 'alert.acknowledged': {
        const known = alerts.get(fact.payload.id)
        if (known !== undefined) known.acknowledgedAtMs ??= fact.atMs
      }
    }
  }

  const all = (): Counted[] => [...alerts.values()].toSorted((a, b) => a.atMs - b.atMs)
  const floodsAt = (nowMs: number) =>
    floodAfter(
      noFlood,
      all().map(({ alert, atMs }) => ({ id: alert.id, atMs })),
      nowMs,
      operators,
    )

  return {
    add,
    know,
    // As of the newest alert: who goes on from here knows what time it is.
    flood: () => floodsAt(-Infinity).state,
    figures() {
      const inside = all().filter(({ atMs }) => atMs >= fromMs)
      const { state, ended } = floodsAt(untilMs)
      const spells = [...ended, ...(state.spell === null ? [] : [state.spell])].filter((spell) => (spell.untilMs ?? untilMs) > fromMs)
      const periods = periodsOf(inside)
      const bySource = sourcesOf(inside)
      const topTen = bySource.slice(0, 10).map(({ row }) => row)
      const standing = all()
        .filter(({ endedAtMs }) => endedAtMs === null)
        .map(({ alert, atMs }) => ({ id: alert.id, event: eventOf(alert), sinceMs: atMs }))
        .filter(({ sinceMs }) => untilMs - sinceMs > dayMs)
      return {
        fromMs,
        untilMs,
        operators,
        alerts: inside.length,
        peak: periods.reduce<AlertFigures['peak']>((most, period) => (period.alerts > (most?.alerts ?? 0) ? period : most), null),
        periods,
        periodsAboveTen: periods.filter((period) => period.alerts > aboveTen * operators).length,
        periodsInAll: Math.ceil(untilMs / figuresPeriodMs) - Math.floor(fromMs / figuresPeriodMs),
        floods: spells.slice(-500),
        floodMs: spells.reduce((sum, spell) => sum + (spell.untilMs ?? untilMs) - Math.max(spell.fromMs, fromMs), 0),
        standing: { count: standing.length, oldest: standing.slice(0, maximumListed) },
        chattering: bySource
          .filter(({ changesMs }) => isChatter(changesMs))
          .map(({ row }) => row)
          .slice(0, maximumListed),
        fleeting: inside.filter(isFleeting).length,
        topTen,
        topTenShare: inside.length === 0 ? 0 : topTen.reduce((sum, row) => sum + row.alerts, 0) / inside.length,
        priorities: prioritiesOf(inside),
        acknowledged: acknowledgedOf(inside),
      }
    },
  }
}

/** When a fact counts: by the gateway's clock, in an exercise by the exercise's. */
export function countedAtMs(fact: Pick<Fact, 'drill' | 'atMs' | 'recordedAtMs'>): number {
  return fact.drill ? fact.atMs : fact.recordedAtMs
}

function periodsOf(alerts: readonly Counted[]): AlertFigures['periods'] {
  const byStart = new Map<number, number>()
  for (const { atMs } of alerts) {
    const startMs = Math.floor(atMs / figuresPeriodMs) * figuresPeriodMs
    byStart.set(startMs, (byStart.get(startMs) ?? 0) + 1)
  }
  return [...byStart].map(([startMs, count]) => ({ startMs, alerts: count })).toSorted((a, b) => a.startMs - b.startMs)
}

function sourcesOf(alerts: readonly Counted[]): { row: AlertFigures['topTen'][number]; changesMs: number[] }[] {
  const byKey = new Map<string, { row: AlertFigures['topTen'][number]; changesMs: number[] }>()
  for (const { alert, changesMs } of alerts) {
    const key = sourceOf(alert)
    const known = byKey.get(key)
    if (known === undefined) {
      const place = (alert.areas[0]?.description ?? '').slice(0, 200)
      const row = { sender: alert.source.senderName || alert.source.sender, event: eventOf(alert), place, alerts: 1 }
      byKey.set(key, { row, changesMs: [...changesMs] })
    } else {
      known.row.alerts += 1
      known.changesMs.push(...changesMs)
    }
  }
  // Equal numbers stand in the order in which the sources first spoke.
  return [...byKey.values()]
    .map(({ row, changesMs }) => ({ row, changesMs: changesMs.toSorted((a, b) => a - b) }))
    .toSorted((a, b) => b.row.alerts - a.row.alerts)
}

function isFleeting({ atMs, endedAtMs, acknowledgedAtMs }: Counted): boolean {
  return endedAtMs !== null && endedAtMs - atMs <= fleetingMs && acknowledgedAtMs === null
}

function prioritiesOf(alerts: readonly Counted[]): AlertFigures['priorities'] {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 }
  for (const { severity } of alerts) counts[severity] += 1
  return counts
}

function acknowledgedOf(alerts: readonly Counted[]): AlertFigures['acknowledged'] {
  const tookMs = alerts
    .flatMap(({ acknowledgedAtMs, receivedAtMs }) => (acknowledgedAtMs === null ? [] : [Math.max(0, acknowledgedAtMs - receivedAtMs)]))
    .toSorted((a, b) => a - b)
  const at = (share: number): number | null => tookMs[Math.max(0, Math.ceil(tookMs.length * share) - 1)] ?? null
  const waiting = alerts.filter(({ acknowledgedAtMs, endedAtMs }) => acknowledgedAtMs === null && endedAtMs === null).length
  return { count: tookMs.length, medianMs: at(0.5), p90Ms: at(0.9), waiting }
}

function eventOf({ texts }: Alert): string {
  return texts[0]?.event ?? ''
}
