import type { CanvasText, TextStyle } from './canvasText'
import { boxesNearAndFar, type Occupancy } from './labelPlacement'
import type { GaugeMark } from './marks'
import { drawLeader, drawPlate } from './plate'
import type { Palette } from './palette'
import { projectPoint, type ScreenPoint, type View } from './projection'
import { toWorld } from './ellipsoid'
import type { GroundHeights } from './groundHeights'

const staffPx = 24
const staffWidthPx = 7
const steps = 3

/** Draws each river gauge as a levelling staff with its value beside it. */
export function drawGauges(
  context: CanvasRenderingContext2D,
  text: CanvasText,
  view: View,
  gauges: readonly GaugeMark[],
  drillWord: string,
  occupied: Occupancy,
  palette: Palette,
  groundM: GroundHeights,
): void {
  for (const gauge of gauges) {
    const { lonDeg, latDeg } = gauge.place
    const foot = projectPoint(view, toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg)))
    if (foot === undefined || foot.x < 0 || foot.x > view.widthPx || foot.y < 0 || foot.y > view.heightPx) continue
    const beside = besideMarks(foot, occupied, palette.textScale)
    drawStaff(context, beside, gauge, palette)
    writeValue(context, text, beside, gauge, drillWord, occupied, palette)
  }
}

// An alert about the river stands where its gauge stands: the staff then steps aside.
function besideMarks(foot: ScreenPoint, occupied: Occupancy, scale: number): ScreenPoint {
  const [width, height] = [staffWidthPx * scale, staffPx * scale]
  const aside = 20 * scale
  const candidates = [0, -aside, aside].map((shift) => ({ x: foot.x + shift - width / 2, y: foot.y - height, width, height }))
  const box = occupied.takeFirstFree(candidates) ?? candidates[1]!
  return { ...foot, x: box.x + width / 2 }
}

// The staff is filled by warning levels reached: a count, since saturated colour is kept for severity.
function drawStaff(context: CanvasRenderingContext2D, foot: ScreenPoint, gauge: GaugeMark, palette: Palette): void {
  const scale = palette.textScale
  const [width, height] = [staffWidthPx * scale, staffPx * scale]
  context.save()
  context.globalAlpha = gauge.stale ? 0.55 : 1
  context.fillStyle = palette.surface
  context.strokeStyle = gauge.drill ? palette.drill : palette.text
  context.lineWidth = 1.3 * scale
  context.beginPath()
  context.rect(foot.x - width / 2, foot.y - height, width, height)
  context.fill()
  context.stroke()
  const step = height / steps
  context.fillStyle = context.strokeStyle
  for (let level = 0; level < Math.min(gauge.level, steps); level++)
    context.fillRect(foot.x - width / 2, foot.y - (level + 1) * step + scale, width, step - scale)
  context.restore()
}

function writeValue(
  context: CanvasRenderingContext2D,
  text: CanvasText,
  foot: ScreenPoint,
  gauge: GaugeMark,
  drillWord: string,
  occupied: Occupancy,
  palette: Palette,
): void {
  const scale = palette.textScale
  const valueStyle: TextStyle = { weight: 600, sizePx: 13 * scale }
  const nameStyle: TextStyle = { weight: 400, sizePx: 11 * scale }
  const drillStyle: TextStyle = { weight: 700, sizePx: 10 * scale }
  const gap = 6 * scale
  const drillPx = gauge.drill ? text.width(drillWord, drillStyle) + gap : 0
  const valuePx = text.width(gauge.valueText, valueStyle)
  const height = staffPx * scale
  const besidePx = 9 * scale
  const boxesFor = (namePx: number) => boxesNearAndFar(foot.x, foot.y - height / 2, besidePx, drillPx + namePx + valuePx + 2 * gap, height)
  const fullNamePx = text.width(gauge.name, nameStyle) + gap
  const roomy = occupied.takeFirstFree(boxesFor(fullNamePx))
  const namePx = roomy === undefined ? 0 : fullNamePx
  // In a crowd the name goes first. Where there is no room at all the staff alone stands: a plate must not hide an alert.
  const box = roomy ?? occupied.takeFirstFree(boxesFor(0))
  if (box === undefined) return
  drawLeader(context, { x: foot.x, y: foot.y - height / 2 }, box, besidePx * 2, palette.mutedText)
  drawPlate(context, box, palette, gauge.drill ? palette.drill : palette.mutedText)
  const y = box.y + box.height / 2
  if (gauge.drill) text.draw(drillWord, box.x + gap, y, drillStyle, palette.drill)
  if (namePx > 0) text.draw(gauge.name, box.x + gap + drillPx, y, nameStyle, palette.mutedText)
  const valueX = box.x + gap + drillPx + namePx
  text.draw(gauge.valueText, valueX, y, valueStyle, gauge.stale ? palette.mutedText : palette.text)
  if (!gauge.stale) return
  context.fillStyle = palette.mutedText
  context.fillRect(valueX, y, valuePx, 1.2 * scale)
}
