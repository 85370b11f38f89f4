import type { Fact } from '#shared/contract/fact'
import type { Reading } from '#shared/contract/reading'
import type { GaugeState, RoomState } from '#shared/contract/roomState'
import { applyAlertTypeFact } from './alertTypes'
import { applyViewpointFact } from './savedViewpoints'
import { applyWallFact, noWalls } from './wallFold'

/** Readings kept per gauge for the chart: older ones stay in the log. */
export const keptReadings = 500

export const emptyRoom: RoomState = { drill: null, connectors: [], gauges: [], walls: noWalls }

/** The room (drill, connectors, gauges) after one more fact. */
export function applyRoomFact(before: RoomState, fact: Fact): RoomState {
  switch (fact.type) {
    case 'drill.started':
      return { ...before, drill: fact.payload.drill, gauges: before.gauges.map(withoutDrill) }
    case 'drill.ended':
      if (before.drill?.id !== fact.payload.id) return before
      return { ...before, drill: null, gauges: before.gauges.map(withoutDrill) }
    case 'connector.reported': {
      const others = before.connectors.filter((report) => report.connector !== fact.payload.report.connector)
      return { ...before, connectors: [...others, fact.payload.report].toSorted((a, b) => a.connector.localeCompare(b.connector)) }
    }
    case 'reading.recorded':
      return { ...before, gauges: applyReading(before.gauges, fact.payload.reading, before.drill?.id ?? null) }
    case 'viewpoint.saved':
    case 'viewpoint.removed':
      return { ...before, viewpoints: applyViewpointFact(before.viewpoints ?? [], fact) }
    case 'alert-types.shipped':
    case 'alert-type.proposed':
    case 'alert-type.approved':
    case 'alert-type.rejected':
      return { ...before, alertTypes: applyAlertTypeFact(before.alertTypes, fact) }
    default:
      return fact.stream === 'wall' ? { ...before, walls: applyWallFact(before.walls, fact) } : before
  }
}

/** The series to show for a gauge: the drill's while one is open, else reality's. */
export function shownReadings(gauge: GaugeState, drillOpen: boolean): Reading[] {
  return drillOpen && gauge.drill.length > 0 ? gauge.drill : gauge.actual
}

function withoutDrill(gauge: GaugeState): GaugeState {
  return { ...gauge, drill: [], forecast: gauge.forecast?.drillId == null ? gauge.forecast : null }
}

function applyReading(gauges: GaugeState[], reading: Reading, openDrillId: string | null): GaugeState[] {
  // A reading of a drill that is no longer open (a repeat after its end) must not come back on the screen.
  if (reading.drillId !== null && reading.drillId !== openDrillId) return gauges
  const found = gauges.find((gauge) => gauge.gaugeId === reading.gaugeId)
  const gauge = found ?? { gaugeId: reading.gaugeId, actual: [], drill: [], forecast: null }
  const next = withReading(gauge, reading)
  return found === undefined ? [...gauges, next] : gauges.map((each) => (each === found ? next : each))
}

function withReading(gauge: GaugeState, reading: Reading): GaugeState {
  if (reading.basis === 'forecast') return { ...gauge, forecast: reading }
  const which = reading.drillId === null ? 'actual' : 'drill'
  const series = [...gauge[which], reading].toSorted((a, b) => a.observedAtMs - b.observedAtMs)
  return { ...gauge, [which]: series.slice(-keptReadings) }
}
