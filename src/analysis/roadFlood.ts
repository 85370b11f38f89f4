import { postAt } from './heightGrid'
import type { HeightGrid } from './heightGrid'
import type { RoadGraph } from './roadGraph'

/**
 * Water this deep stops a car: small cars float or stall between 0.3 m and 0.6 m, and weather services advise against driving into any
 * (US National Weather Service, "Turn around, don't drown").
 */
export const impassableDepthM = 0.3

/** Water levels, in metres above the height datum, by arc; NaN where water never comes, as on bridges. */
export type RoadFlood = {
  /** From this level on a car does not pass, with water that comes from the river. */
  closesAtM: Float64Array
  /** The same for everything below the level. */
  bathtubClosesAtM: Float64Array
  /** The lowest ground of the arc that river water reaches first, for the depth on it. */
  lowestM: Float64Array
}

/** Looks at each arc in steps of at most half a post of the terrain. */
export function roadFlood(graph: RoadGraph, grid: HeightGrid, thresholdM: Float32Array): RoadFlood {
  const arcs = graph.meta.arcs
  const flood = { closesAtM: empty(arcs), bathtubClosesAtM: empty(arcs), lowestM: empty(arcs) }
  const lonStep = (grid.eastDeg - grid.westDeg) / (grid.columns - 1) / 2
  const latStep = (grid.northDeg - grid.southDeg) / (grid.rows - 1) / 2
  for (let arc = 0; arc < arcs; arc += 1) {
    if (graph.arcBridge[arc] === 1) continue
    let [closes, bathtub, lowest] = [Infinity, Infinity, Infinity]
    for (let point = graph.shapeStart[arc]!; point < graph.shapeStart[arc + 1]! - 1; point += 1) {
      const [lonDeg, latDeg] = [graph.shapeLonDeg[point]!, graph.shapeLatDeg[point]!]
      const [lonSpan, latSpan] = [graph.shapeLonDeg[point + 1]! - lonDeg, graph.shapeLatDeg[point + 1]! - latDeg]
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(lonSpan) / lonStep, Math.abs(latSpan) / latStep)))
      for (let step = 0; step <= steps; step += 1) {
        const post = postAt(grid, lonDeg + (lonSpan * step) / steps, latDeg + (latSpan * step) / steps)
        const groundM = post < 0 ? NaN : grid.heightsM[post]!
        if (Number.isNaN(groundM)) continue
        bathtub = Math.min(bathtub, groundM + impassableDepthM)
        const reachedM = thresholdM[post]!
        if (Number.isNaN(reachedM)) continue
        const closesHere = Math.max(reachedM, groundM + impassableDepthM)
        if (closesHere < closes || (closesHere === closes && groundM < lowest)) [closes, lowest] = [closesHere, groundM]
      }
    }
    if (closes < Infinity) [flood.closesAtM[arc], flood.lowestM[arc]] = [closes, lowest]
    if (bathtub < Infinity) flood.bathtubClosesAtM[arc] = bathtub
  }
  return flood
}

/** 1 for the arcs that water of a level closes to cars. */
export function floodedArcs(closesAtM: Float64Array, levelM: number): Uint8Array {
  return Uint8Array.from(closesAtM, (closesAt) => (closesAt <= levelM ? 1 : 0))
}

function empty(length: number): Float64Array {
  return new Float64Array(length).fill(NaN)
}
