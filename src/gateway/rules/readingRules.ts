import type { Alert, AlertState } from '#shared/contract/alert'
import type { Gauge } from '#shared/contract/city'
import { factTable, type Actor, type FactPayload, type NewFact } from '#shared/contract/fact'
import type { ReadingRule } from '#shared/contract/readingRule'
import type { RoomState } from '#shared/contract/roomState'
import { dryRun, lastReading, ruleWants, type ReadingSeries } from '#shared/domain/readingRule'
import type { RoomModel } from '../roomModel'
import type { LoadedRule } from './ruleFile'

type Circumstances = {
  newId(): string
  nowMs: number
  gauges: ReadonlyMap<string, Gauge>
  hourAt(timeMs: number): number
}

const author: Actor = { kind: 'system', id: 'reading-rules', name: 'Gateway' }

/** The facts that the rules lead to now, in reality and in the open exercise: alerts that begin, and alerts that end. */
export function ruleFacts(model: RoomModel, rules: readonly LoadedRule[], at: Circumstances): NewFact[] {
  const live = rules.filter(({ rule }) => rule.live)
  const open = openAlerts(model)
  if (live.length === 0 && open.size === 0) return []
  const room = model.room()
  const names = new Set(live.map(({ rule }) => senderOf(rule.id)))
  // A rule that is gone has nothing to say any more.
  const facts = [...open.values()]
    .filter(({ alert }) => !names.has(alert.source.sender))
    .map(({ alert, drill }) => factOf('alert.cleared', { id: alert.id, reason: 'returned-to-normal' }, { atMs: at.nowMs, drill }, at))
  for (const world of worldsOf(room, at.nowMs)) {
    for (const { rule, expression } of live) {
      // An exercise has no clock of its own between its readings: nothing can be missing from it.
      if (world.drillId !== null && rule.when.kind === 'missing') continue
      const raised = open.get(nameOf(rule.id, world.drillId))
      const isWanted = ruleWants(rule, { series: world.series, hourAt: at.hourAt, expression }, world.nowMs, raised !== undefined)
      const about = { atMs: world.nowMs, drill: world.drillId !== null }
      if (isWanted && raised === undefined) facts.push(factOf('alert.raised', { alert: alertOf(rule, world, at) }, about, at))
      else if (!isWanted && raised !== undefined)
        facts.push(factOf('alert.cleared', { id: raised.alert.id, reason: 'returned-to-normal' }, about, at))
    }
  }
  return facts
}

/** For each rule that is not live: what it would have done with the readings that the room has, in a sentence. */
export function tryRules(room: RoomState, rules: readonly LoadedRule[], hourAt: (timeMs: number) => number): string[] {
  const series = seriesOf(room, 'actual')
  const count = [...series.values()].reduce((sum, readings) => sum + readings.length, 0)
  return rules
    .filter(({ rule }) => !rule.live)
    .map(({ rule, expression }) => {
      const alerts = dryRun(rule, { series, hourAt, expression })
      const when = alerts.slice(0, 10).map(({ raisedAtMs }) => new Date(raisedAtMs).toISOString())
      return `rule ${rule.id} (version ${rule.version}) is not live; on ${count} readings it would have raised ${alerts.length} alerts: ${when.join(', ') || 'none'}`
    })
}

type World = { drillId: string | null; series: ReadingSeries; nowMs: number }

function worldsOf(room: RoomState, nowMs: number): World[] {
  const reality = { drillId: null, series: seriesOf(room, 'actual'), nowMs }
  if (room.drill === null) return [reality]
  const series = seriesOf(room, 'drill')
  const latestMs = Math.max(...[...series.values()].flatMap((readings) => readings.at(-1)?.observedAtMs ?? []))
  return Number.isFinite(latestMs) ? [reality, { drillId: room.drill.id, series, nowMs: latestMs }] : [reality]
}

function seriesOf({ gauges }: RoomState, which: 'actual' | 'drill'): ReadingSeries {
  return new Map(gauges.map((gauge) => [gauge.gaugeId, gauge[which]]))
}

const nameOf = (ruleId: string, drillId: string | null): string => `${ruleId}|${drillId ?? ''}`
const senderOf = (ruleId: string): string => `rule:${ruleId}`

function openAlerts(model: RoomModel): Map<string, AlertState> {
  const open = new Map<string, AlertState>()
  for (const state of model.alerts.values()) {
    const { sender } = state.alert.source
    if (state.cleared === null && state.alert.source.connector === 'gauge-rule' && sender.startsWith('rule:'))
      open.set(nameOf(sender.slice('rule:'.length), state.alert.drillId), state)
  }
  return open
}

function alertOf(rule: ReadingRule, { drillId, series, nowMs }: World, at: Circumstances): Alert {
  const gaugeId = rule.when.kind === 'expression' ? null : rule.when.gaugeId
  const gauge = gaugeId === null ? undefined : at.gauges.get(gaugeId)
  const last = gaugeId === null ? undefined : lastReading(series, gaugeId, nowMs)
  const identifier = `rule-${rule.id}-${drillId === null ? '' : 'drill-'}${at.newId()}`
  const texts = (['vi', 'en'] as const).map((language) => {
    const level = last === undefined ? '' : `: ${decimal(last.valueM, language)} m`
    return {
      language: language === 'vi' ? 'vi-VN' : 'en-US',
      event: rule.name[language].slice(0, 200),
      headline: `${rule.name[language]}${level}`.slice(0, 500),
      description: madeBy(rule, language),
      instruction: rule.instruction[language],
      contact: '',
      web: '',
    }
  })
  return {
    id: identifier.slice(0, 80),
    source: {
      connector: 'gauge-rule',
      key: identifier,
      sender: senderOf(rule.id),
      senderName: rule.name.vi.slice(0, 300),
      identifier,
      sentAtMs: nowMs,
      receivedAtMs: at.nowMs,
      signature: 'none',
    },
    severity: rule.severity,
    category: rule.category,
    urgency: rule.urgency,
    capSeverity: 'Unknown',
    certainty: 'Observed',
    texts,
    areas: gauge === undefined ? [] : [{ description: gauge.name.vi, polygons: [], circles: [], geocodes: [] }],
    place: gauge?.place ?? null,
    onsetAtMs: nowMs,
    expiresAtMs: null,
    measure: null,
    drillId,
  }
}

function madeBy({ id, version, changedBy, changedAtMs }: ReadingRule, language: 'vi' | 'en'): string {
  const day = new Date(changedAtMs).toISOString().slice(0, 10)
  return language === 'vi'
    ? `Quy tắc ${id}, bản ${version}, ${changedBy} sửa ngày ${day}.`
    : `Rule ${id}, version ${version}, changed by ${changedBy} on ${day}.`
}

const decimal = (value: number, language: 'vi' | 'en'): string => value.toFixed(2).replace('.', language === 'vi' ? ',' : '.')

function factOf<T extends 'alert.raised' | 'alert.cleared'>(
  type: T,
  payload: FactPayload<T>,
  about: { atMs: number; drill: boolean },
  { newId }: Pick<Circumstances, 'newId'>,
): NewFact {
  const rest = { ...about, source: 'gauge-rule', actor: author, causedBy: null }
  return { stream: factTable[type].stream, id: newId(), type, ...rest, payload } as NewFact
}
