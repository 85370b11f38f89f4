import type { Column } from '#analysis/columns'
import { localPlane, toPlane } from '#analysis/localPlane'
import type { CityCamera } from '#shared/contract/cityParts'

/** Lines of streets: line `i` has the points from `start[i]` to `start[i + 1]`, WGS 84; `streetClass` as in `roadClasses`. */
export type Streets = { start: Uint32Array; lonDeg: Float64Array; latDeg: Float64Array; streetClass: Uint8Array }

/** A map of one camera in a square box of `mapBox` units, north up: streets and the field of view. */
export type CameraMap = { majorStreets: string; minorStreets: string; view: string }

/** Units of the box in which the map is drawn; the camera stands in its middle. */
export const mapBox = 1_000
const middle = mapBox / 2
/** How far a camera sees, in units of the box. */
export const rangeUnits = 230
/** Classes up to secondary are the ones by which people know where they are. */
const lastMajorClass = 3

/** The streets that a road file holds; undefined when it lacks a column. */
export function streetsOf(columns: ReadonlyMap<string, Column>): Streets | undefined {
  const [start, lonDeg, latDeg, streetClass] = ['shapeStart', 'shapeLonDeg', 'shapeLatDeg', 'arcClass'].map((name) => columns.get(name))
  if (!(start instanceof Uint32Array) || !(streetClass instanceof Uint8Array)) return undefined
  if (!(lonDeg instanceof Float64Array) || !(latDeg instanceof Float64Array)) return undefined
  return { start, lonDeg, latDeg, streetClass }
}

/** Where a camera stands and what it looks at. */
export function drawCameraMap(camera: CityCamera, streets: Streets | undefined): CameraMap {
  const unitsPerM = rangeUnits / camera.rangeM
  const plane = localPlane(camera.place)
  const paths = { major: '', minor: '' }
  for (let line = 0; line + 1 < (streets?.start.length ?? 0); line += 1) {
    const { start, lonDeg, latDeg, streetClass } = streets!
    const [from, until] = [start[line]!, start[line + 1]!]
    const points: string[] = []
    let touches = false
    for (let point = from; point < until; point += 1) {
      const [eastM, northM] = toPlane(plane, lonDeg[point]!, latDeg[point]!)
      const [right, down] = [rounded(middle + eastM * unitsPerM), rounded(middle - northM * unitsPerM)]
      // A wide tile shows more than the box, and a stretch without a corner inside may still cross it: what is near counts.
      touches ||= right > -2 * mapBox && right < 3 * mapBox && down > -mapBox && down < 2 * mapBox
      points.push(`${right} ${down}`)
    }
    if (touches) paths[streetClass[line]! <= lastMajorClass ? 'major' : 'minor'] += `M${points.join('L')}`
  }
  return { majorStreets: paths.major, minorStreets: paths.minor, view: viewPath(camera) }
}

/** The sector a camera sees, or the circle of one that sees all around. */
function viewPath({ headingDeg, horizontalFieldOfViewDeg }: CityCamera): string {
  if (horizontalFieldOfViewDeg >= 360) {
    const [left, right] = [middle - rangeUnits, middle + rangeUnits]
    return `M${left} ${middle}A${rangeUnits} ${rangeUnits} 0 1 1 ${right} ${middle}A${rangeUnits} ${rangeUnits} 0 1 1 ${left} ${middle}Z`
  }
  const rim = (deg: number): string => {
    const rad = (deg * Math.PI) / 180
    return `${rounded(middle + rangeUnits * Math.sin(rad))} ${rounded(middle - rangeUnits * Math.cos(rad))}`
  }
  const half = horizontalFieldOfViewDeg / 2
  const isWide = horizontalFieldOfViewDeg > 180 ? 1 : 0
  return `M${middle} ${middle}L${rim(headingDeg - half)}A${rangeUnits} ${rangeUnits} 0 ${isWide} 1 ${rim(headingDeg + half)}Z`
}

const rounded = (value: number): number => Math.round(value * 10) / 10
