import { stabilityOf } from '#analysis/plume'
import type { Sky } from '#analysis/plume'
import { closedRing } from '#analysis/areas'
import { cityQuestion } from '#shared/contract/cityAnswer'
import type { AreaShape, CityQuestion, QuestionKind, QuestionOf } from '#shared/contract/cityAnswer'
import type { Facility } from '#shared/contract/cityParts'
import type { GeoPoint } from '#shared/contract/geo'
import type { CityFacts } from './workerMessages'

/** What "units" are in a question for the nearest: facilities of a kind, or `live`, those that tell where they are. */
export type UnitKind = Extract<Facility['kind'], 'fire-station' | 'police' | 'hospital' | 'clinic' | 'shelter'> | 'live'
export const unitKinds: readonly UnitKind[] = ['fire-station', 'police', 'hospital', 'clinic', 'shelter', 'live']

/** What stands in the forms; one form is shown, and places stay when another question is chosen. */
export type QuestionForm = {
  kind: QuestionKind
  gaugeLevelM: number
  from: GeoPoint | null
  to: GeoPoint | null
  area: AreaShape | null
  line: readonly GeoPoint[]
  isRing: boolean
  minutes: number
  heightM: number
  avoidsFlood: boolean
  closures: readonly GeoPoint[]
  unitKind: UnitKind
  /** The units that tell where they are, when they were last looked at. */
  liveUnits: QuestionOf<'nearest'>['among']
  rateGPerS: number
  releaseHeightM: number
  windFromDeg: number
  windMps: number
  sky: Sky
  thresholds: string
}

export const emptyForm: QuestionForm = {
  kind: 'flood',
  gaugeLevelM: 4,
  from: null,
  to: null,
  area: null,
  line: [],
  isRing: false,
  minutes: 10,
  heightM: 1.5,
  avoidsFlood: false,
  closures: [],
  unitKind: 'fire-station',
  liveUnits: [],
  rateGPerS: 100,
  releaseHeightM: 2,
  windFromDeg: 45,
  windMps: 3,
  sky: 'moderate-sun',
  thresholds: '1; 10; 100',
}

/** The question that a form asks; undefined while something is missing or makes no sense. */
export function questionOf(form: QuestionForm, facts: Pick<CityFacts, 'gaugeZeroM' | 'facilities'>): CityQuestion | undefined {
  const draft = draftOf(form, facts)
  const parsed = cityQuestion.safeParse(draft)
  return parsed.success ? parsed.data : undefined
}

function draftOf(form: QuestionForm, { gaugeZeroM, facilities }: Pick<CityFacts, 'gaugeZeroM' | 'facilities'>): unknown {
  const { kind, from, to, area, line, closures } = form
  const waterM = gaugeZeroM === null ? null : form.gaugeLevelM + gaugeZeroM
  const roadState = { floodLevelM: form.avoidsFlood ? waterM : null, closures }
  switch (kind) {
    case 'inside':
    case 'coverage':
      return { kind, area }
    case 'flood':
      return { kind, levelM: waterM, gaugeLevelM: form.gaugeLevelM }
    case 'route':
      return { kind, from, to, ...roadState }
    case 'nearest': {
      const based = facilities.filter((facility) => facility.kind === form.unitKind).map(({ id, name, place }) => ({ id, name, place }))
      const among = form.unitKind === 'live' ? form.liveUnits : based
      return { kind, place: from, among, most: 8, ...roadState }
    }
    case 'reach':
      return { kind, from, minutes: form.minutes, ...roadState }
    case 'sight':
      return { kind, place: from, heightM: form.heightM }
    case 'plume': {
      const { rateGPerS, releaseHeightM, windFromDeg, windMps } = form
      const release = { rateGPerS, releaseHeightM, windFromDeg, windMps, stability: stabilityOf(windMps, form.sky) }
      return { kind, place: from, ...release, thresholdsMgPerM3: numbersOf(form.thresholds) }
    }
    case 'measure':
      return { kind, places: line.length > 0 ? line : null, closed: form.isRing }
  }
}

/** Numbers between semicolons, with a comma or a point before the decimals. */
export function numbersOf(text: string): number[] {
  return text.split(';').flatMap((part) => {
    const value = Number(part.trim().replace(',', '.'))
    return part.trim() === '' || Number.isNaN(value) ? [] : [value]
  })
}

/** A place from "16.8173 107.1010": latitude first, as people say it; a comma or semicolon may stand between. */
export function placeOf(text: string): GeoPoint | undefined {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (found === null) return undefined
  const [latDeg, lonDeg] = [Number(found[1]), Number(found[2])]
  return Math.abs(latDeg) <= 90 && Math.abs(lonDeg) <= 180 ? { lonDeg, latDeg } : undefined
}

/** A place as it is written into its box. */
export function placeText(place: GeoPoint | null): string {
  return place === null ? '' : `${place.latDeg.toFixed(5)} ${place.lonDeg.toFixed(5)}`
}

/** The area that a hand drew. */
export function drawnArea(places: readonly GeoPoint[]): AreaShape {
  return { polygons: [closedRing(places)], circles: [] }
}
