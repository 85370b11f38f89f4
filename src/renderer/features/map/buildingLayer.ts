import type { BuildingFinder } from './buildingPick'
import type { BuildingTable } from './buildingTable'
import type { BuildingLook } from './buildingLook'
import { distanceM, toWorld, type World } from './ellipsoid'
import type { LayerPaint, LiveLayer } from './liveLayer'
import { groundAt, projectRing } from './projection'

// A house of ten metres must be a few pixels, or the plan would be a grey stain that costs a second.
const coarsestMetresPerPixel = 6
const mostFootprints = 12_000

/** Footprints of the buildings for the flat plan; above the 3D city only the outline of those that are meant. */
export function createBuildingLayer(
  table: BuildingTable,
  finder: BuildingFinder,
  state: { isFlat(): boolean; isPlan(): boolean; look(): BuildingLook },
): LiveLayer {
  return {
    id: 'buildings',
    paint(paint) {
      const look = state.look()
      if (!look.visible) return
      if (state.isPlan()) paintFootprints(table, finder, paint, look)
      const outlined = [...look.highlighted].slice(0, 400)
      for (const id of look.selectedId === null ? outlined : [...outlined, look.selectedId]) {
        const row = table.rowOf(id)
        if (row >= 0) outline(table, row, paint, id === look.selectedId, state.isFlat())
      }
    },
  }
}

// The plan looks straight down: degrees fall into it by one linear map, which three points tell.
function paintFootprints(table: BuildingTable, finder: BuildingFinder, { context, view, palette }: LayerPaint, look: BuildingLook): void {
  const corners = [groundAt(view, 0, 0), groundAt(view, view.widthPx, 0), groundAt(view, 0, view.heightPx)]
  const [origin, right, below] = corners
  if (origin === undefined || right === undefined || below === undefined) return
  const across = { lonDeg: right.lonDeg - origin.lonDeg, latDeg: right.latDeg - origin.latDeg }
  const down = { lonDeg: below.lonDeg - origin.lonDeg, latDeg: below.latDeg - origin.latDeg }
  if (distanceM(origin, right) / view.widthPx > coarsestMetresPerPixel) return
  const area = across.lonDeg * down.latDeg - across.latDeg * down.lonDeg
  const [xLon, xLat] = [(down.latDeg / area) * view.widthPx, (-down.lonDeg / area) * view.widthPx]
  const [yLon, yLat] = [(-across.latDeg / area) * view.heightPx, (across.lonDeg / area) * view.heightPx]
  const far = { lonDeg: right.lonDeg + down.lonDeg, latDeg: right.latDeg + down.latDeg }
  const lons = [origin, right, below, far].map(({ lonDeg }) => lonDeg)
  const lats = [origin, right, below, far].map(({ latDeg }) => latDeg)
  const rows = finder.within(Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)).slice(0, mostFootprints)
  for (const wet of [false, true]) {
    context.beginPath()
    for (const row of rows) {
      if ((look.floodLevelM !== null && table.floodM[row]! <= look.floodLevelM) !== wet) continue
      if (look.hidden.size > 0 && look.hidden.has(table.idOf(row))) continue
      const [start, end] = [table.ringStart[row]!, table.ringStart[row + 1]!]
      for (let corner = start; corner < end; corner += 1) {
        const lonDeg = table.ringLonDeg[corner]! - origin.lonDeg
        const latDeg = table.ringLatDeg[corner]! - origin.latDeg
        if (corner === start) context.moveTo(lonDeg * xLon + latDeg * xLat, lonDeg * yLon + latDeg * yLat)
        else context.lineTo(lonDeg * xLon + latDeg * xLat, lonDeg * yLon + latDeg * yLat)
      }
      context.closePath()
    }
    context.fillStyle = wet ? palette.buildings.shallow : palette.buildings.low
    context.fill()
  }
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
