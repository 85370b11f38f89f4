import type { BaseLabel } from './baseLabels'
import type { CanvasText, TextStyle } from './canvasText'
import { boxesAround, type Box, type Occupancy } from './labelPlacement'
import type { Palette } from './palette'
import { metresPerPixel, projectPoint, type ScreenPoint, type View } from './projection'

/** Writes the names of the base map wherever live marks and more important names leave room. */
export function drawBaseLabels(
  context: CanvasRenderingContext2D,
  view: View,
  labels: readonly BaseLabel[],
  text: CanvasText,
  occupied: Occupancy,
  palette: Palette,
): void {
  for (const label of labels) {
    const written: ScreenPoint[] = []
    for (const anchor of label.anchors) {
      if (written.length >= label.repeats) break
      const at = projectPoint(view, anchor)
      if (at === undefined || metresPerPixel(view, at.depthM) * palette.textScale > label.maximumMetresPerPixel) continue
      if (written.some(({ x, y }) => Math.hypot(x - at.x, y - at.y) < label.spacingPx * palette.textScale)) continue
      if (writeLabel(context, label, at, text, occupied, palette)) written.push(at)
    }
  }
}

function writeLabel(
  context: CanvasRenderingContext2D,
  label: BaseLabel,
  at: ScreenPoint,
  text: CanvasText,
  occupied: Occupancy,
  palette: Palette,
): boolean {
  const style = styleOf(label.kind, palette.textScale)
  const width = text.width(label.text, style)
  const height = style.sizePx * 1.25
  if (label.kind === 'shield') return writeShield(context, label.text, at, text, style, width, occupied, palette)
  const isPoint = label.kind === 'landmark' || label.kind === 'bridge' || label.kind === 'place'
  const candidates = isPoint ? boxesAround(at.x, at.y, 7 * palette.textScale, width, height) : [centred(at, width, height)]
  const box = occupied.takeFirstFree(candidates)
  if (box === undefined) return false
  if (isPoint) drawDot(context, at, label.kind, palette)
  context.globalAlpha = label.kind === 'ward' ? 0.8 : 1
  text.draw(label.text, box.x, box.y + box.height / 2, style, colourOf(label.kind, palette), palette.land)
  context.globalAlpha = 1
  return true
}

function writeShield(
  context: CanvasRenderingContext2D,
  ref: string,
  at: ScreenPoint,
  text: CanvasText,
  style: TextStyle,
  width: number,
  occupied: Occupancy,
  palette: Palette,
): boolean {
  const box = occupied.takeFirstFree([centred(at, width + style.sizePx * 0.9, style.sizePx * 1.6)])
  if (box === undefined) return false
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, style.sizePx * 0.35)
  context.fillStyle = palette.surface
  context.fill()
  context.strokeStyle = palette.majorRoad
  context.lineWidth = 1
  context.stroke()
  text.draw(ref, box.x + style.sizePx * 0.45, at.y, style, palette.label)
  return true
}

function drawDot(context: CanvasRenderingContext2D, at: ScreenPoint, kind: BaseLabel['kind'], palette: Palette): void {
  const radius = 2.2 * palette.textScale
  context.beginPath()
  if (kind === 'bridge') context.rect(at.x - radius, at.y - radius, radius * 2, radius * 2)
  else context.arc(at.x, at.y, radius, 0, 2 * Math.PI)
  context.fillStyle = palette.label
  context.fill()
}

function styleOf(kind: BaseLabel['kind'], scale: number): TextStyle {
  switch (kind) {
    case 'ward':
      return { weight: 600, sizePx: 13 * scale, spacingPx: 1.6 * scale }
    case 'river':
      return { weight: 500, sizePx: 12.5 * scale, italic: true }
    case 'shield':
      return { weight: 600, sizePx: 10.5 * scale }
    default:
      return { weight: 400, sizePx: 11.5 * scale }
  }
}

function colourOf(kind: BaseLabel['kind'], palette: Palette): string {
  return kind === 'river' ? `color-mix(in srgb, ${palette.water} 35%, ${palette.text})` : palette.label
}

function centred({ x, y }: ScreenPoint, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height }
}
