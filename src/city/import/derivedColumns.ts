import { heightAt, valueAt, type HeightGrid } from '#analysis/heightGrid'
import { ringsOf, type BuildingRows } from './buildingRows'
import type { DraftPolygon } from './draft'
import type { ProblemList } from './problemList'
import type { DerivedColumns } from './tileset'
import { wardLookup } from './wardLookup'

type Ward = { code: string; polygons: readonly DraftPolygon[] }

const noWard = 65_535
// Walls go this far into the ground where it slopes, so that no light shows below them.
const foundationM = 0.5

/**
 * What the rest of the city says of each building: ground and flood threshold from the terrain (the source's own ground where there is
 * none), and its ward by the boundaries, else by the source's code where that is one of the wards.
 */
export function deriveColumns(
  rows: BuildingRows,
  wards: readonly Ward[],
  terrain: HeightGrid | undefined,
  floodM: Float32Array | undefined,
  problems: ProblemList,
): DerivedColumns {
  const derived: DerivedColumns = {
    groundM: new Float32Array(rows.count),
    baseM: new Float32Array(rows.count),
    floodM: new Float32Array(rows.count).fill(NaN),
    ward: new Uint16Array(rows.count).fill(noWard),
  }
  let withoutBoundaries = 0
  const wardAt = wardLookup(wards)
  const wardOfCode = new Map(wards.map(({ code }, index) => [code, index]))
  for (let row = 0; row < rows.count; row += 1) {
    const [lonDeg, latDeg] = [rows.lonDeg[row]!, rows.latDeg[row]!]
    const say = (code: 'ground-unknown' | 'ward-unknown', detail: Record<string, string>): void =>
      problems.add({ code, index: rows.sourceIndex[row]!, id: rows.ids[row]!, lonDeg, latDeg, detail })

    const own = rows.groundM[row]!
    const measured = terrain === undefined ? NaN : heightAt(terrain, lonDeg, latDeg)
    if (Number.isNaN(own) && Number.isNaN(measured)) say('ground-unknown', {})
    // A height model and a surveyor differ; one scene has one ground.
    const groundM = !Number.isNaN(measured) ? measured : Number.isNaN(own) ? 0 : own
    derived.groundM[row] = groundM
    rows.groundM[row] = groundM
    let lowestM = groundM
    let floodedFromM = terrain !== undefined && floodM !== undefined ? valueAt(terrain, floodM, lonDeg, latDeg) : NaN
    if (terrain !== undefined) {
      const outer = ringsOf(rows, row)[0]!
      for (let at = 0; at < outer.length; at += 2) {
        lowestM = minimum(lowestM, heightAt(terrain, outer[at]!, outer[at + 1]!))
        if (floodM !== undefined) floodedFromM = minimum(floodedFromM, valueAt(terrain, floodM, outer[at]!, outer[at + 1]!))
      }
      lowestM -= foundationM
    }
    derived.baseM[row] = lowestM
    derived.floodM[row] = floodedFromM

    const code = rows.wardCodes[row]!
    const drawn = wardAt(lonDeg, latDeg)
    const ward = drawn >= 0 ? drawn : wardOfCode.get(code)
    if (ward !== undefined) derived.ward[row] = ward
    else if (code !== '' && wards.length > 0) say('ward-unknown', { ward: code })
    if (code !== '' && wards.length === 0) withoutBoundaries += 1
  }
  if (withoutBoundaries > 0)
    problems.add({
      code: 'wards-without-boundaries',
      index: null,
      id: null,
      lonDeg: NaN,
      latDeg: NaN,
      detail: { count: withoutBoundaries },
    })
  return derived
}

/** The lower of two; NaN only when both are. */
function minimum(a: number, b: number): number {
  return Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b)
}
