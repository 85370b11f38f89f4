import { drawAreas } from './areaLayer'
import type { BaseLabel } from './baseLabels'
import { drawBaseLabels } from './baseLabelLayer'
import type { CanvasText, TextStyle } from './canvasText'
import { toWorld } from './ellipsoid'
import { drawGauges } from './gaugeLayer'
import type { GroundHeights } from './groundHeights'
import { boxesAround, boxesNearAndFar, createOccupancy, type Box, type Occupancy } from './labelPlacement'
import { clusterMarks, type MarkCluster, type PlacedMark } from './markClusters'
import { severities } from '#shared/domain/severityRank'
import { isPressing, type AlertMark, type GaugeMark } from './marks'
import { traceSeverity } from './markShapes'
import type { Palette } from './palette'
import { drawLeader, drawPlate } from './plate'
import { projectPoint, type View } from './projection'

/** Everything live that lies over the ground. */
export type Overlay = {
  view: View
  marks: readonly AlertMark[]
  gauges: readonly GaugeMark[]
  labels: readonly BaseLabel[]
  selectedId: string | null
  /** The bright half of the pulse. */
  pulseOn: boolean
  drillWord: string
  /** Parts of the picture that other things cover: nothing is written there. */
  reserved: readonly Box[]
  palette: Palette
  groundM: GroundHeights
  /** Further layers: drawn below the alerts, written before the names of the base map. */
  layers?: { paint(): void; write(occupied: Occupancy): void }
}

/** Where something that can be selected was drawn: its shape, its stem down to the ground, and the alerts behind it. */
export type Target = { ids: readonly string[]; x: number; y: number; footY: number; radiusPx: number }

const shapePx = 8
const stemPx = 26
const raisedStemPx = 58
const clusterRadiusPx = 30
const outsidePx = 60

/** Draws the overlay on a cleared canvas and returns what a click can hit. */
export function drawOverlay(context: CanvasRenderingContext2D, text: CanvasText, overlay: Overlay): Target[] {
  const { view, palette, marks, selectedId } = overlay
  const scale = palette.textScale
  overlay.layers?.paint()
  drawAreas(context, view, marks, selectedId, palette, overlay.groundM)
  const clusters = clusterMarks(placeMarks(view, marks, overlay.groundM), clusterRadiusPx * scale, selectedId)
  const occupied = createOccupancy(view.widthPx, view.heightPx, 3 * scale)
  for (const cluster of clusters) occupied.take(bodyOf(cluster, scale))
  for (const box of overlay.reserved) occupied.take(box)
  // The last drawn lies on top: the most important.
  for (const cluster of clusters.toReversed()) drawCluster(context, cluster, overlay)
  drawGauges(context, text, view, overlay.gauges, overlay.drillWord, occupied, palette, overlay.groundM)
  for (const cluster of clusters) writeCluster(context, text, cluster, overlay, occupied)
  overlay.layers?.write(occupied)
  drawBaseLabels(context, view, overlay.labels, text, occupied, palette)
  return clusters.map((cluster) => targetOf(cluster, scale))
}

/** What a click at a point means: the nearest target within reach, and of a cluster the next member after the selected one. */
export function pickTarget(targets: readonly Target[], x: number, y: number, selectedId: string | null): string | null {
  let nearest: Target | undefined
  let nearestPx = Number.POSITIVE_INFINITY
  for (const target of targets) {
    const alongStem = Math.max(Math.min(y, target.footY), target.y)
    const offPx = Math.hypot(x - target.x, y - alongStem) - (alongStem === target.y ? target.radiusPx : 2)
    if (offPx <= 8 && offPx < nearestPx) [nearest, nearestPx] = [target, offPx]
  }
  if (nearest === undefined) return null
  const selectedAt = selectedId === null ? -1 : nearest.ids.indexOf(selectedId)
  return nearest.ids[(selectedAt + 1) % nearest.ids.length] ?? null
}

function placeMarks(view: View, marks: readonly AlertMark[], groundM: GroundHeights): PlacedMark[] {
  const placed: PlacedMark[] = []
  for (const mark of marks) {
    if (mark.place === null) continue
    const { lonDeg, latDeg } = mark.place
    const at = projectPoint(view, toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg)))
    if (at === undefined || at.x < -outsidePx || at.x > view.widthPx + outsidePx) continue
    if (at.y < -outsidePx || at.y > view.heightPx + outsidePx) continue
    placed.push({ mark, x: at.x, y: at.y })
  }
  return placed
}

function headY({ lead, raised }: MarkCluster, scale: number): number {
  return lead.y - (raised ? raisedStemPx : stemPx) * scale
}

function bodyOf(cluster: MarkCluster, scale: number): Box {
  const radius = shapePx * 1.2 * scale
  const top = headY(cluster, scale) - radius
  return { x: cluster.lead.x - radius, y: top, width: radius * 2, height: cluster.lead.y - top }
}

function targetOf(cluster: MarkCluster, scale: number): Target {
  return {
    ids: cluster.members.map(({ mark }) => mark.id),
    x: cluster.lead.x,
    y: headY(cluster, scale),
    footY: cluster.lead.y,
    radiusPx: shapePx * 1.3 * scale,
  }
}

function drawCluster(context: CanvasRenderingContext2D, cluster: MarkCluster, { palette, selectedId, pulseOn }: Overlay): void {
  const { mark, x, y } = cluster.lead
  const scale = palette.textScale
  const top = headY(cluster, scale)
  const radius = shapePx * scale
  const colour = palette.severity[mark.severity]
  const selected = mark.id === selectedId
  context.save()
  context.globalAlpha = mark.cleared && !selected ? 0.45 : 1
  context.lineWidth = 1.5 * scale
  context.strokeStyle = colour
  // An exercise stands on a broken stem, so that it is told apart without its colour.
  if (mark.drill) context.setLineDash([3 * scale, 3 * scale])
  line(context, x, y, top)
  context.setLineDash([])
  context.beginPath()
  context.arc(x, y, 2.4 * scale, 0, 2 * Math.PI)
  context.fillStyle = mark.drill ? palette.drill : colour
  context.fill()
  if (isPressing(mark) && pulseOn) ring(context, mark, x, top, radius * 1.75, colour, 2 * scale, 0.75)
  if (selected) ring(context, mark, x, top, radius * 1.6, palette.text, 2 * scale, 1)
  context.beginPath()
  traceSeverity(context, mark.severity, x, top, radius)
  // Acknowledged is hollow: somebody has it in hand.
  context.fillStyle = mark.acknowledged ? palette.surface : colour
  context.fill()
  context.lineWidth = (mark.acknowledged ? 2 : 1.2) * scale
  context.strokeStyle = mark.acknowledged ? colour : palette.surface
  context.stroke()
  context.restore()
}

function line(context: CanvasRenderingContext2D, x: number, fromY: number, untilY: number): void {
  context.beginPath()
  context.moveTo(x, fromY)
  context.lineTo(x, untilY)
  context.stroke()
}

function ring(
  context: CanvasRenderingContext2D,
  mark: AlertMark,
  x: number,
  y: number,
  radius: number,
  colour: string,
  widthPx: number,
  alpha: number,
): void {
  context.save()
  context.globalAlpha = alpha
  context.beginPath()
  traceSeverity(context, mark.severity, x, y, radius)
  context.strokeStyle = colour
  context.lineWidth = widthPx
  context.stroke()
  context.restore()
}

function writeCluster(
  context: CanvasRenderingContext2D,
  text: CanvasText,
  cluster: MarkCluster,
  overlay: Overlay,
  occupied: Occupancy,
): void {
  const scale = overlay.palette.textScale
  const top = headY(cluster, scale)
  if (cluster.members.length > 1) writeCounts(context, text, cluster, top, overlay.palette, occupied)
  const { mark } = cluster.lead
  if (mark.id === overlay.selectedId || isPressing(mark)) writeTitle(context, text, cluster, top, overlay, occupied)
}

/** How many alerts of each severity a cluster holds, beside its mark. */
function writeCounts(
  context: CanvasRenderingContext2D,
  text: CanvasText,
  cluster: MarkCluster,
  top: number,
  palette: Palette,
  occupied: Occupancy,
): void {
  const scale = palette.textScale
  const style: TextStyle = { weight: 600, sizePx: 11 * scale }
  const parts = severities
    .filter((severity) => cluster.counts[severity] > 0)
    .map((severity) => ({ severity, count: String(cluster.counts[severity]) }))
  const symbolPx = 11 * scale
  const width = parts.reduce((sum, { count }) => sum + symbolPx + text.width(count, style) + 6 * scale, 4 * scale)
  const box = occupied.takeFirstFree(boxesAround(cluster.lead.x, top, 13 * scale, width, 17 * scale))
  if (box === undefined) return writeTotal(text, cluster, top, palette)
  drawPlate(context, box, palette, palette.mutedText)
  let x = box.x + 4 * scale
  for (const { severity, count } of parts) {
    context.beginPath()
    traceSeverity(context, severity, x + symbolPx / 2 - scale, box.y + box.height / 2, 4 * scale)
    context.fillStyle = palette.severity[severity]
    context.fill()
    text.draw(count, x + symbolPx, box.y + box.height / 2, style, palette.text)
    x += symbolPx + text.width(count, style) + 6 * scale
  }
}

// Where there is no room for the counts, the number of alerts alone stands at the corner of the mark.
function writeTotal(text: CanvasText, cluster: MarkCluster, top: number, palette: Palette): void {
  const scale = palette.textScale
  const style: TextStyle = { weight: 700, sizePx: 11 * scale }
  text.draw(String(cluster.members.length), cluster.lead.x + 8 * scale, top - 8 * scale, style, palette.text, palette.surface)
}

function writeTitle(
  context: CanvasRenderingContext2D,
  text: CanvasText,
  cluster: MarkCluster,
  top: number,
  { palette, selectedId, drillWord, view }: Overlay,
  occupied: Occupancy,
): void {
  const scale = palette.textScale
  const { mark, x } = cluster.lead
  const selected = mark.id === selectedId
  const style: TextStyle = { weight: 600, sizePx: (selected ? 13 : 12) * scale }
  const drillStyle: TextStyle = { weight: 700, sizePx: 10 * scale }
  const drillPx = mark.drill ? text.width(drillWord, drillStyle) + 6 * scale : 0
  const title = text.fitted(mark.title, style, Math.min((selected ? 380 : 320) * scale, view.widthPx * 0.45))
  const width = text.width(title, style) + drillPx + 16 * scale
  const besidePx = 15 * scale
  const boxes = selected ? boxesNearAndFar : boxesAround
  const candidates = boxes(x, top, besidePx, width, 24 * scale)
  const inside = candidates.find((box) => box.x >= 0 && box.x + box.width <= view.widthPx && box.y >= 0) ?? candidates[0]!
  const box = occupied.takeFirstFree(candidates) ?? (selected ? inside : undefined)
  if (box === undefined) return
  occupied.take(box)
  drawLeader(context, { x, y: top }, box, besidePx * 1.5, palette.severity[mark.severity])
  drawPlate(context, box, palette, palette.severity[mark.severity])
  const middle = box.y + box.height / 2
  if (mark.drill) text.draw(drillWord, box.x + 8 * scale, middle, drillStyle, palette.drill)
  text.draw(title, box.x + 8 * scale + drillPx, middle, style, palette.text)
}
