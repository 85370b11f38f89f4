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
