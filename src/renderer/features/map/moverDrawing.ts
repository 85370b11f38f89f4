import type { CanvasText } from './canvasText'
import { localAxes, toWorld } from './ellipsoid'
import type { GroundHeights } from './groundHeights'
import { isGroup, type MoverGroups } from './moverGroups'
import { drill, live, stale, type MoverSprites } from './moverSprites'
import type { MoverStore } from './moverStore'
import type { Palette } from './palette'
import { drawPlate } from './plate'
import { projectLine, type View } from './projection'

/** Draws the movers that have been placed: the trail of the selected one, signs, groups, then those that call for help on top of all. */
export function drawMovers(
  context: CanvasRenderingContext2D,
  view: View,
  store: MoverStore,
  placed: MoverGroups,
  sprites: MoverSprites,
  selectedRow: number,
  palette: Palette,
): void {
  const { at } = store
  const { rows, count, x, y, groupOf, groups } = placed
  const turnDeg = screenTurnDeg(view)
  const onTop: number[] = []
  const draw = (row: number) => {
    const look = at.stale[row] === 1 ? stale : at.drill[row] === 1 ? drill : live
    sprites.drawArrow(context, at.kind[row]!, at.headingDeg[row]! - turnDeg, look, x[row]!, y[row]!)
  }
  for (let index = 0; index < count; index += 1) {
    const row = rows[index]!
    if (groupOf[row]! >= 0) continue
    if (at.urgent[row] === 0 && row !== selectedRow) draw(row)
    else onTop.push(row)
  }
  for (let group = 0; group < groups.count; group += 1)
    if (isGroup(placed, group)) sprites.drawGroup(context, groups.size[group]!, groups.x[group]!, groups.y[group]!)
  for (const row of onTop) {
    ring(context, x[row]!, y[row]!, sprites.sizePx * 0.72, at.urgent[row] === 1 ? palette.severity.critical : palette.text)
    draw(row)
  }
}

/** The way the selected mover came, older parts paler. */
export function drawTrail(
  context: CanvasRenderingContext2D,
  view: View,
  store: MoverStore,
  row: number,
  groundM: GroundHeights,
  palette: Palette,
): void {
  const places = store.trailOf(row).map(({ lonDeg, latDeg }) => toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg) + 1))
  // The picture shows the mover a little in the past: the last place is where it is going.
  const line = [...places.slice(0, -1), [...store.at.xyz.subarray(row * 3, row * 3 + 3)] as [number, number, number]]
  context.save()
  context.strokeStyle = palette.unit
  context.lineWidth = 2 * palette.textScale
  context.lineJoin = 'round'
  for (let index = 1; index < line.length; index += 1) {
    context.globalAlpha = 0.15 + (0.75 * index) / line.length
    for (const piece of projectLine(view, [line[index - 1]!, line[index]!])) {
      context.beginPath()
      piece.forEach(({ x, y }, at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
      context.stroke()
    }
  }
  context.restore()
}

/** The name of the selected mover beside it, with how old its last position is when it has fallen silent. */
export function writeMover(
  context: CanvasRenderingContext2D,
  text: CanvasText,
  x: number,
  y: number,
  words: string,
  palette: Palette,
): void {
  const scale = palette.textScale
  const style = { weight: 600, sizePx: 12 * scale } as const
  const width = text.width(words, style) + 14 * scale
  const box = { x: x + 16 * scale, y: y - 11 * scale, width, height: 22 * scale }
  drawPlate(context, box, palette, palette.unit)
  text.draw(words, box.x + 7 * scale, y, style, palette.text)
}

/** The nearest mover within reach of a point of the picture; -1 for none. A group is not a mover. */
export function moverAt({ rows, count, x, y, groupOf }: MoverGroups, pointX: number, pointY: number, reachPx: number): number {
  let nearest = -1
  let nearestPx = reachPx
  for (let index = 0; index < count; index += 1) {
    const row = rows[index]!
    if (groupOf[row]! >= 0) continue
    const offPx = Math.hypot(x[row]! - pointX, y[row]! - pointY)
    if (offPx <= nearestPx) [nearest, nearestPx] = [row, offPx]
  }
  return nearest
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radiusPx: number, colour: string): void {
  context.beginPath()
  context.arc(x, y, radiusPx, 0, 2 * Math.PI)
  context.strokeStyle = colour
  context.lineWidth = radiusPx * 0.16
  context.stroke()
}

// How far north is turned from the top of the picture.
function screenTurnDeg(view: View): number {
  const { north, east } = localAxes({ lonDeg: Math.atan2(view.eye[1], view.eye[0]) * (180 / Math.PI), latDeg: Math.asin(view.eye[2] / Math.hypot(...view.eye)) * (180 / Math.PI) }) // prettier-ignore
  const along = (axis: readonly [number, number, number]) => view.right[0] * axis[0] + view.right[1] * axis[1] + view.right[2] * axis[2]
  return (Math.atan2(-along(north), along(east)) * 180) / Math.PI
}
