import { parentPort, workerData } from 'node:worker_threads'
import { askCity } from '#analysis/askCity'
import { viewshed } from '#analysis/coverage'
import { connectivityField } from '#analysis/floodField'
import { buildingDepths } from '#analysis/floodImpact'
import type { SeenCity } from '#analysis/sightLines'
import type { CityQuestion } from '#shared/contract/cityAnswer'
import { machine, percentile, tenth } from '../report/machine'
import { benchCity, benchGrid, chance, somewhere } from './benchCity'

const say = (text: string): void => parentPort!.postMessage(text)
const startedMs = performance.now()
const { city, realFootprints } = benchCity((workerData as { footprints: string }).footprints)
const openMs = performance.now() - startedMs
const { graph } = city.roads!
const { table } = city.buildings!
say(
  `${table.meta.count} buildings (${realFootprints ? 'places of the sample' : 'made up'}), ${graph.meta.arcs} arcs, ` +
    `${city.terrain!.grid.heightsM.length} posts; ${machine.processor}`,
)
const random = chance(3)

/** Runs a thing so often, the first tenth for warming up only; answers the 95th percentile in milliseconds. */
function p95Ms(name: string, times: number, run: (round: number) => unknown): number {
  const costs: number[] = []
  for (let round = -Math.ceil(times / 10); round < times; round += 1) {
    const fromMs = performance.now()
    run(round)
    if (round >= 0) costs.push(performance.now() - fromMs)
  }
  const p95 = percentile(costs, 0.95)
  say(`${name}: p50 ${tenth(percentile(costs, 0.5))} ms, p95 ${tenth(p95)} ms, worst ${tenth(Math.max(...costs))} ms of ${times}`)
  return Math.round(p95 * 100) / 100
}

/** Asks as a window does; a question without an answer counts too, and how many had none is told. */
let unanswered = 0
const ask = (question: CityQuestion): unknown => {
  try {
    return askCity(city, question, 'vi')
  } catch {
    unanswered += 1
    return undefined
  }
}

const depthM = new Float32Array(table.meta.count)
const floodLevel = (): number => 1 + 5 * random()
const roadState = () => ({ floodLevelM: floodLevel() * 0.6, closures: Array.from({ length: 20 }, () => somewhere(random)) })
const units = Array.from({ length: 40 }, (_, index) => ({
  id: `u${index}`,
  name: { vi: `Đội ${index}`, en: `Crew ${index}` },
  place: somewhere(random),
}))
const cameras = city.cameras!
/** Where at least one camera is in reach. */
const nearCamera = () => {
  const { lonDeg, latDeg } = cameras[Math.floor(random() * cameras.length)]!.place
  return { lonDeg: lonDeg + 0.002 * (random() - 0.5), latDeg: latDeg + 0.002 * (random() - 0.5) }
}

const figures: Record<string, number> = {
  buildings: table.meta.count,
  arcs: graph.meta.arcs,
  posts: city.terrain!.grid.heightsM.length,
  floodStepMs: p95Ms('flood, one step of the slider', 400, () => buildingDepths(table, floodLevel(), depthM)),
  floodListMs: p95Ms('flood, lists of both counts', 40, () => ask({ kind: 'flood', levelM: 5.36, gaugeLevelM: 5.36 })),
  routeMs: p95Ms('route, with water and 20 closures, and the undisturbed one', 300, () =>
    ask({ kind: 'route', from: somewhere(random), to: somewhere(random), ...roadState() }),
  ),
  reachMs: p95Ms('reach in 10 minutes, with water and closures', 200, () =>
    ask({ kind: 'reach', from: somewhere(random), minutes: 10, ...roadState() }),
  ),
  nearestMs: p95Ms('nearest 8 of 40 units, with water and closures', 200, () =>
    ask({ kind: 'nearest', place: somewhere(random), among: units, most: 8, ...roadState() }),
  ),
  viewshedMs: p95Ms('viewshed of one camera, 300 m', 60, (round) => viewshed(city as SeenCity, cameras[Math.abs(round) % cameras.length]!)),
  sightMs: p95Ms('which of 60 cameras see a place', 100, () => ask({ kind: 'sight', place: nearCamera(), heightM: 1.5 })),
}
const { grid, riverbed } = benchGrid()
figures['connectivityMs'] = p95Ms('connectivity field of the terrain', 10, () => connectivityField(grid, riverbed))
figures['unanswered'] = unanswered
figures['openMs'] = Math.round(openMs)
parentPort!.postMessage(figures)
