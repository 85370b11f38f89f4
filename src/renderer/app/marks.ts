import type { Alert, AlertArea, AlertState } from '#shared/contract/alert'
import type { GeoPoint } from '#shared/contract/geo'
import type { Language } from '#shared/contract/ipc'
import type { AlertMark, GaugeMark } from '#features/map'
import type { GaugeView } from '#features/gauges'
import { textFor, titleOf } from '#i18n/alertWords'
import type { Formats } from '#i18n/formats'

// A state is never changed in place, so its mark is made once per language and found again in every later batch.
const made: Record<Language, WeakMap<AlertState, AlertMark>> = { vi: new WeakMap(), en: new WeakMap() }

function markOf(state: AlertState, language: Language): AlertMark {
  const known = made[language].get(state)
  if (known !== undefined) return known
  const { alert } = state
  const mark: AlertMark = {
    id: alert.id,
    severity: alert.severity,
    title: titleOf(textFor(alert, language).text),
    place: alert.place,
    areas: alert.areas,
    acknowledged: state.acknowledged !== null,
    cleared: state.cleared !== null,
    drill: state.drill,
    ...(state.assigned === undefined ? {} : { owner: state.assigned.to.name }),
  }
  made[language].set(state, mark)
  return mark
}

/** A point to look at for an alert: its place, else the first point of its first area; undefined when it has neither. */
export function anchorOf(alert: Alert): GeoPoint | undefined {
  if (alert.place !== null) return alert.place
  for (const area of alert.areas) {
    const corner = area.polygons[0]?.[0]
    if (corner !== undefined) return { lonDeg: corner[0], latDeg: corner[1] }
    if (area.circles[0] !== undefined) return area.circles[0].centre
  }
  return undefined
}

/** The area of an alert and where it is, to ask about; null for what it does not say. */
export function extentOf(alert: Alert | undefined): { area: Pick<AlertArea, 'polygons' | 'circles'> | null; place: GeoPoint | null } {
  if (alert === undefined) return { area: null, place: null }
  const area = { polygons: alert.areas.flatMap(({ polygons }) => polygons), circles: alert.areas.flatMap(({ circles }) => circles) }
  return { area: area.polygons.length + area.circles.length > 0 ? area : null, place: anchorOf(alert) ?? null }
}

/** Marks of the alerts that have a place or an area, in the order of the queue. The mark of an unchanged alert is the same object. */
export function marksOf(queue: readonly AlertState[], language: Language): AlertMark[] {
  return queue.filter((state) => anchorOf(state.alert) !== undefined).map((state) => markOf(state, language))
}

/** Marks of the gauges; `nowMs` and `simulatedMs` (null outside a drill) tell which levels are no longer current. */
export function gaugeMarksOf(
  views: readonly GaugeView[],
  words: { language: Language; formats: Formats; notConnected: string },
  nowMs: number,
  simulatedMs: number | null,
): GaugeMark[] {
  return views.map(({ gauge, last, level, isDrill }) => {
    const comparedMs = (isDrill ? simulatedMs : null) ?? nowMs
    return {
      id: gauge.id,
      name: `${gauge.river[words.language]} · ${gauge.name[words.language]}`,
      place: gauge.place,
      valueText: last === undefined ? words.notConnected : `${words.formats.decimal(last.valueM, 2)} m`,
      level,
      stale: last !== undefined && comparedMs - last.observedAtMs > gauge.freshnessLimitMs,
      drill: isDrill,
    }
  })
}

/** Whether two lists of gauge marks look the same, so that a clock's tick does not make the city draw. */
export function sameGaugeMarks(one: readonly GaugeMark[], other: readonly GaugeMark[]): boolean {
  return (
    one.length === other.length &&
    one.every((mark, index) => {
      const twin = other[index]!
      return (
        mark.id === twin.id &&
        mark.name === twin.name &&
        mark.place === twin.place &&
        mark.valueText === twin.valueText &&
        mark.level === twin.level &&
        mark.stale === twin.stale &&
        mark.drill === twin.drill
      )
    })
  )
}
