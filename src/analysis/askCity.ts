import type { AnswerLayer, MapAnswer } from '#shared/contract/answerLayer'
import type { AnswerInput, CityAnswer, CityQuestion, CityResult, QuestionKind, QuestionOf, ResultOf } from '#shared/contract/cityAnswer'
import type { Language } from '#shared/contract/ipc'
import { closedRing, prepareArea } from './areas'
import { facilityRowOf, insideArea, longestList, peopleIn } from './cityHits'
import type { CityModel } from './cityModel'
import { coverageOf } from './coverage'
import { floodModel } from './floodField'
import { floodImpact } from './floodImpact'
import type { FloodedCity } from './floodImpact'
import { fromPlane, localPlane } from './localPlane'
import { measure } from './measure'
import { highestConcentration, plumeOutline } from './plume'
import { answerNearest, answerReach, answerRoute } from './roadAnswers'
import { camerasThatSee } from './sightLines'
import type { SeenCity } from './sightLines'
import { Unanswered } from './unanswered'

/** What an answer says and what it draws. */
export type Drawn = { result: CityResult; map: MapAnswer }

/** Files that a question cannot be answered without, files that it uses when they are there, and the model behind the answer. */
const needs: { [K in QuestionKind]: { must: AnswerInput[]; may: AnswerInput[]; model: string; version: string } } = {
  inside: { must: ['buildings'], may: ['roads', 'facilities', 'cameras'], model: 'area-count', version: '1' },
  flood: {
    must: ['buildings', 'terrain', 'floodField'],
    may: ['roads', 'facilities', 'cameras'],
    model: floodModel.split('/')[0]!,
    version: floodModel.split('/')[1]!,
  },
  route: { must: ['roads'], may: [], model: 'road-dijkstra', version: '1' },
  nearest: { must: ['roads'], may: [], model: 'road-dijkstra', version: '1' },
  reach: { must: ['roads'], may: ['buildings', 'facilities'], model: 'road-dijkstra', version: '2' },
  sight: { must: ['buildings', 'terrain', 'cameras'], may: [], model: 'line-of-sight', version: '1' },
  coverage: { must: ['buildings', 'terrain', 'cameras', 'roads'], may: [], model: 'viewshed-r2', version: '1' },
  plume: { must: [], may: ['buildings', 'facilities'], model: 'gaussian-briggs-urban', version: '1' },
  measure: { must: [], may: ['terrain'], model: 'ellipsoid-plane', version: '1' },
}

/** Terrain that is wrong by more than this cannot tell one warning level of a river from the next. */
const tellingAccuracyM = 0.5

/** Answers a question. Throws Unanswered when it cannot be answered. */
export function askCity(city: CityModel, question: CityQuestion, language: Language): Drawn {
  const missing = needs[question.kind].must.filter((input) => city[input] === undefined)
  if (missing.length > 0) throw new Unanswered('missing-data', missing.join(', '))
  switch (question.kind) {
    case 'inside':
      return inside(city, question)
    case 'flood':
      return flood(city as FloodedCity, question)
    case 'route':
      return drawn(answerRoute(city as Parameters<typeof answerRoute>[0], question))
    case 'nearest':
      return drawn(answerNearest(city as Parameters<typeof answerNearest>[0], question, language))
    case 'reach':
      return drawn(answerReach(city as Parameters<typeof answerReach>[0], question, language))
    case 'sight':
      return sight(city as SeenCity, question, language)
    case 'coverage': {
      const found = coverageOf(city as Parameters<typeof coverageOf>[0], question.area)
      if (found === undefined) throw new Unanswered('empty-area', '')
      const seen = found.seenAreas.map((rings, index): AnswerLayer => ({ kind: 'area', id: `seen-${index}`, tone: 'sight', rings }))
      return drawn({ result: found.result, layers: [...outlineOf(question.area), ...seen] })
    }
    case 'plume':
      return plume(city, question)
    case 'measure': {
      const ring = question.closed && question.places.length >= 3
      const line = question.places.map(({ lonDeg, latDeg }): [number, number] => [lonDeg, latDeg])
      return drawn({
        result: measure(city.terrain?.grid, question.places, question.closed),
        layers: [
          ring
            ? { kind: 'area', id: 'measured', tone: 'measure', rings: [closedRing(question.places)] }
            : { kind: 'route', id: 'measured', tone: 'measure', line },
        ],
      })
    }
  }
}

/** A whole answer: what was asked, of what, by which model, when, for whom. */
export async function answerOf(
  city: CityModel,
  question: CityQuestion,
  result: CityResult,
  asked: { id: string; answeredAtMs: number; tookMs: number; operator: string },
): Promise<CityAnswer> {
  const { must, may, model, version } = needs[question.kind]
  const used = new Set<AnswerInput>([...must, ...may, ...floodInputs(question)])
  const inputs = city.inputs.filter(({ input }) => used.has(input))
  const coarse = question.kind === 'flood' || floodInputs(question).length > 0
  const isIllustrative =
    inputs.some(({ synthetic }) => synthetic) || (coarse && inputs.some(({ accuracyM }) => (accuracyM ?? 0) > tellingAccuracyM))
  const hashed = JSON.stringify({ question, inputs: inputs.map(({ input, sha256 }) => [input, sha256]) })
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(hashed)))
  return {
    id: asked.id,
    question,
    inputs: inputs.map(({ input, sha256, synthetic, source }) => ({ input, sha256, synthetic, source })),
    inputsHash: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    model: { name: model, version },
    dataClass: isIllustrative ? 'illustrative' : question.kind === 'plume' ? 'screening' : 'surveyed',
    answeredAtMs: asked.answeredAtMs,
    tookMs: asked.tookMs,
    operator: asked.operator,
    result,
  }
}

function floodInputs(question: CityQuestion): AnswerInput[] {
  return 'floodLevelM' in question && question.floodLevelM !== null ? ['terrain', 'floodField'] : []
}

function drawn({ result, layers }: { result: CityResult; layers: AnswerLayer[] }): Drawn {
  return { result, map: { layers, floodLevelM: null, buildingIds: [] } }
}

function inside(city: CityModel, { area }: QuestionOf<'inside'>): Drawn {
  const result = insideArea(city, area)
  if (result === undefined) throw new Unanswered('empty-area', '')
  return { result, map: { layers: outlineOf(area), floodLevelM: null, buildingIds: result.buildings.map(({ id }) => id) } }
}

function flood(city: FloodedCity, { levelM }: QuestionOf<'flood'>): Drawn {
  const { result, depthM } = floodImpact(city, levelM)
  const { westDeg, southDeg, eastDeg, northDeg, columns, rows } = city.terrain.grid
  const depth: AnswerLayer = { kind: 'depth', id: 'water', westDeg, southDeg, eastDeg, northDeg, columns, rows, depthM }
  return { result, map: { layers: [depth], floodLevelM: levelM, buildingIds: [] } }
}

/** More lines than this hide each other. */
const mostSightLines = 24

function sight(city: SeenCity, { place, heightM }: QuestionOf<'sight'>, language: Language): Drawn {
  const result = camerasThatSee(city, place, heightM)
  const mounts = new Map(city.cameras.map(({ id, mountHeightM }) => [id, mountHeightM]))
  const near = result.cameras.filter(({ verdict }) => verdict !== 'too-far').slice(0, mostSightLines)
  const lines = near.map((camera): AnswerLayer => {
    const clear = camera.verdict === 'sees' || camera.verdict === 'can-turn'
    const label = clear ? { label: camera.name[language] } : {}
    return { kind: 'sight', id: camera.id, from: camera.place, fromHeightM: mounts.get(camera.id)!, until: place, clear, ...label }
  })
  return drawn({ result, layers: [...lines, { kind: 'points', id: 'place', tone: 'sight', places: [{ place }] }] })
}

function plume(city: CityModel, question: QuestionOf<'plume'>): Drawn {
  const plane = localPlane(question.place)
  const towardsRad = ((question.windFromDeg + 180) * Math.PI) / 180
  const [sin, cos] = [Math.sin(towardsRad), Math.cos(towardsRad)]
  const layers: AnswerLayer[] = []
  let facilities: ResultOf<'plume'>['facilities'] = []
  // The widest first, so that the worse lies on it.
  const bands = [...question.thresholdsMgPerM3]
    .sort((a, b) => a - b)
    .map((thresholdMgPerM3, index) => {
      const outline = plumeOutline(question, thresholdMgPerM3)
      const ring = closedRing(
        outline.ring.map(([downwindM, asideM]) => fromPlane(plane, downwindM * sin + asideM * cos, downwindM * cos - asideM * sin)),
      )
      const area = outline.ring.length >= 3 ? prepareArea({ polygons: [ring], circles: [] }) : undefined
      const rows: number[] = []
      if (area !== undefined) {
        layers.push({ kind: 'area', id: `plume-${index}`, tone: 'plume', rings: [ring], label: `≥ ${thresholdMgPerM3} mg/m³` })
        const table = city.buildings?.table
        for (const row of city.buildings?.index.within(area.box.westDeg, area.box.southDeg, area.box.eastDeg, area.box.northDeg) ?? []) {
          if (area.contains(table!.lonDeg[row]!, table!.latDeg[row]!)) rows.push(row)
        }
        if (index === 0) {
          const hit = (city.facilities ?? []).filter(({ place }) => area.contains(place.lonDeg, place.latDeg))
          facilities = hit.slice(0, longestList).map((facility) => facilityRowOf(facility, null))
        }
      }
      const people = city.buildings === undefined ? 0 : peopleIn(city.buildings.table, rows).people
      const { farthestM, areaM2, cutOff } = outline
      return { thresholdMgPerM3, farthestM, areaM2, buildings: rows.length, people, cutOff }
    })
  const highest = highestConcentration(question)
  return drawn({
    result: { kind: 'plume', bands, highestMgPerM3: highest.mgPerM3, highestAtM: highest.downwindM, facilities },
    layers: [...layers, { kind: 'points', id: 'source', tone: 'plume', places: [{ place: question.place }] }],
  })
}

function outlineOf({ polygons, circles }: QuestionOf<'inside'>['area']): AnswerLayer[] {
  return [
    ...polygons.map((ring, index): AnswerLayer => ({ kind: 'area', id: `area-${index}`, tone: 'measure', rings: [ring] })),
    ...circles.map((circle, index): AnswerLayer => ({ kind: 'ring', id: `circle-${index}`, tone: 'measure', ...circle })),
  ]
}
