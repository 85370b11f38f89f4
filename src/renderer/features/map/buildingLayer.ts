import type { BuildingFinder } from './buildingPick'
import type { BuildingTable } from './buildingTable'
import type { BuildingLook } from './buildingLook'
import { toWorld, type World } from './ellipsoid'
import type { LayerPaint, LiveLayer } from './liveLayer'
import { groundAt, metresPerPixel, projectPoint, projectRing } from './projection'

// A house of ten metres must be a few pixels, or the plan would be a grey stain that costs a second.
const coarsestMetresPerPixel = 6
const mostFootprints = 12_000

/** Footprints of the buildings for the flat plan; above the 3D city only the outline of those that are meant. */
export function createBuildingLayer(
  table: BuildingTable,
  finder: BuildingFinder,
  state: { isFlat(): boolean; look(): BuildingLook },
): LiveLayer {
  return {
    id: 'buildings',
    paint(paint) {
      const look = state.look()
      if (!look.visible) return
      if (state.isFlat()) paintFootprints(table, finder, paint, look)
      const outlined = [...look.highlighted].slice(0, 400)
      for (const id of look.selectedId === null ? outlined : [...outlined, look.selectedId]) {
        const row = table.rowOf(id)
        if (row >= 0) outline(table, row, paint, id === look.selectedId, state.isFlat())
      }
    },
  }
}

function paintFootprints(table: BuildingTable, finder: BuildingFinder, { context, view, palette }: LayerPaint, look: BuildingLook): void {
  const corners = [[0, 0], [view.widthPx, 0], [view.widthPx, view.heightPx], [0, view.heightPx]].map(([x, y]) => groundAt(view, x!, y!)) // prettier-ignore
  const places = corners.filter((corner) => corner !== undefined)
  const centre = groundAt(view, view.widthPx / 2, view.heightPx / 2)
  if (places.length < 4 || centre === undefined) return
  const depthM = projectPoint(view, toWorld(centre.lonDeg, centre.latDeg))?.depthM ?? Infinity
  if (metresPerPixel(view, depthM) > coarsestMetresPerPixel) return
  const lons = places.map(({ lonDeg }) => lonDeg)
  const lats = places.map(({ latDeg }) => latDeg)
  const rows = finder.within(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats))
  const paths = { dry: new Path2D(), wet: new Path2D() }
  for (const row of rows.slice(0, mostFootprints)) {
    if (look.hidden.size > 0 && look.hidden.has(table.idOf(row))) continue
    const isWet = look.floodLevelM !== null && table.floodM[row]! <= look.floodLevelM
    trace(isWet ? paths.wet : paths.dry, projectRing(view, ringOf(table, row, 0)))
  }
  context.fillStyle = palette.buildings.low
  context.fill(paths.dry)
  context.fillStyle = palette.buildings.shallow
  context.fill(paths.wet)
}

function outline(table: BuildingTable, row: number, { context, view, palette }: LayerPaint, selected: boolean, isFlat: boolean): void {
  const path = new Path2D()
  const [groundM, heightM] = isFlat ? [0, 0] : [table.groundM[row]!, table.heightM[row]!]
  trace(path, projectRing(view, ringOf(table, row, groundM + heightM)))
  context.save()
  context.strokeStyle = selected ? palette.text : palette.accent
  context.lineWidth = (selected ? 2.2 : 1.4) * palette.textScale
  context.stroke(path)
  context.restore()
}

function ringOf(table: BuildingTable, row: number, heightM: number): World[] {
  const ring: World[] = []
  for (let corner = table.ringStart[row]!; corner < table.ringStart[row + 1]!; corner += 1)
    ring.push(toWorld(table.ringLonDeg[corner]!, table.ringLatDeg[corner]!, heightM))
  return ring
}

function trace(path: Path2D, ring: readonly { x: number; y: number }[]): void {
  if (ring.length < 3) return
  ring.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
}
