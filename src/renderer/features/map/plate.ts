import type { Box } from './labelPlacement'
import type { Palette } from './palette'

/** A dark plate under a text, so that it is legible over anything. */
export function drawPlate(context: CanvasRenderingContext2D, box: Box, palette: Palette, border: string): void {
  context.save()
  context.beginPath()
  context.roundRect(box.x, box.y, box.width, box.height, 4 * palette.textScale)
  context.fillStyle = palette.surface
  context.globalAlpha = 0.88
  context.fill()
  context.globalAlpha = 0.9
  context.strokeStyle = border
  context.lineWidth = 1
  context.stroke()
  context.restore()
}

/** A thin line from a point to a box that stands off it; nothing when the box is right beside the point. */
export function drawLeader(
  context: CanvasRenderingContext2D,
  from: { x: number; y: number },
  box: Box,
  besidePx: number,
  colour: string,
): void {
  const x = Math.min(Math.max(from.x, box.x), box.x + box.width)
  const y = Math.min(Math.max(from.y, box.y), box.y + box.height)
  if (Math.hypot(x - from.x, y - from.y) <= besidePx) return
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(x, y)
  context.strokeStyle = colour
  context.lineWidth = 1
  context.stroke()
}
