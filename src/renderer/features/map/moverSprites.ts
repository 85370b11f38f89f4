import { moverKinds, type MoverKind } from './moverStore'
import type { Palette } from './palette'

/** Pictures of moving things, drawn once: a picture of thousands is then thousands of copies. */
export type MoverSprites = {
  /** Edge of one arrow, in pixels of the picture. */
  sizePx: number
  drawArrow(context: CanvasRenderingContext2D, kind: number, headingDeg: number, look: MoverLook, x: number, y: number): void
  drawGroup(context: CanvasRenderingContext2D, count: number, x: number, y: number): void
}
export type MoverLook = 'live' | 'stale' | 'drill'

const looks: readonly MoverLook[] = ['live', 'stale', 'drill']
const directions = 32
const arrowPx = 22
const largestCount = 99

/** The sprites in the colours and the size of a palette, sharp at `ratio` device pixels to a pixel. `headingDeg` is taken as seen on the screen. */
export function createMoverSprites(palette: Palette, ratio: number): MoverSprites {
  const sizePx = arrowPx * palette.textScale
  const cellPx = Math.ceil(sizePx * ratio)
  const sheet = new OffscreenCanvas(cellPx * directions, cellPx * moverKinds.length * looks.length)
  const context = sheet.getContext('2d')
  if (context !== null)
    for (const [row, kind] of moverKinds.entries())
      for (const [band, look] of looks.entries())
        for (let direction = 0; direction < directions; direction += 1) {
          context.save()
          context.translate((direction + 0.5) * cellPx, (row * looks.length + band + 0.5) * cellPx)
          context.scale(cellPx / arrowPx, cellPx / arrowPx)
          drawSprite(context, kind, (direction / directions) * 2 * Math.PI, look, palette)
          context.restore()
        }
  // A bitmap is copied from more cheaply than a canvas, which might still be drawn on.
  const atlas = sheet.transferToImageBitmap()
  const groups = new Map<number, ImageBitmap>()

  return {
    sizePx,
    drawArrow(onto, kind, headingDeg, look, x, y) {
      const direction = (Math.round((headingDeg / 360) * directions) + directions * 4) % directions
      const row = kind * looks.length + looks.indexOf(look)
      const half = sizePx / 2
      onto.drawImage(atlas, direction * cellPx, row * cellPx, cellPx, cellPx, x - half, y - half, sizePx, sizePx)
    },
    drawGroup(onto, count, x, y) {
      const shown = Math.min(count, largestCount + 1)
      let picture = groups.get(shown)
      if (picture === undefined) {
        picture = groupPicture(shown, palette, ratio)
        groups.set(shown, picture)
      }
      const [width, height] = [picture.width / ratio, picture.height / ratio]
      onto.drawImage(picture, x - width / 2, y - height / 2, width, height)
    },
  }
}

function drawSprite(context: OffscreenCanvasRenderingContext2D, kind: MoverKind, turn: number, look: MoverLook, palette: Palette): void {
  const fill = look === 'stale' ? palette.mutedText : look === 'drill' ? palette.drill : palette.unit
  context.save()
  context.rotate(turn)
  context.beginPath()
  context.moveTo(0, -10)
  context.lineTo(6.5, 1)
  context.arc(0, 2, 6.6, 0, Math.PI)
  context.closePath()
  context.fillStyle = look === 'stale' ? palette.surface : fill
  context.strokeStyle = look === 'stale' ? fill : palette.surface
  context.lineWidth = 1.3
  if (look === 'stale') context.setLineDash([2, 1.5])
  context.fill()
  context.stroke()
  context.restore()
  // The sign of the kind stays upright.
  context.save()
  context.translate(-Math.sin(turn) * -2, Math.cos(turn) * 2)
  context.strokeStyle = look === 'stale' ? fill : palette.surface
  context.fillStyle = context.strokeStyle
  context.lineWidth = 1.6
  traceSign(context, kind)
  context.restore()
}

function traceSign(context: OffscreenCanvasRenderingContext2D, kind: MoverKind): void {
  context.beginPath()
  switch (kind) {
    case 'police':
      for (let corner = 0; corner < 10; corner += 1) {
        const [radius, turn] = [corner % 2 === 0 ? 4 : 1.7, (corner / 10) * 2 * Math.PI]
        context.lineTo(Math.sin(turn) * radius, -Math.cos(turn) * radius)
      }
      return context.fill()
    case 'fire':
      context.moveTo(0, -4)
      context.quadraticCurveTo(4.4, 1, 2.4, 3)
      context.quadraticCurveTo(0, 4.4, -2.4, 3)
      context.quadraticCurveTo(-4, 0, 0, -4)
      return context.fill()
    case 'ambulance':
      context.moveTo(-3.4, 0)
      context.lineTo(3.4, 0)
      context.moveTo(0, -3.4)
      context.lineTo(0, 3.4)
      return context.stroke()
    case 'rescue':
      context.arc(0, 0, 2.8, 0, 2 * Math.PI)
      return context.stroke()
    case 'boat':
      context.moveTo(-3.6, -1)
      context.lineTo(3.6, -1)
      context.lineTo(2, 2.4)
      context.lineTo(-2, 2.4)
      return context.fill()
    case 'other':
      context.arc(0, 0, 1.6, 0, 2 * Math.PI)
      return context.fill()
  }
}

function groupPicture(count: number, palette: Palette, ratio: number): ImageBitmap {
  const scale = palette.textScale * ratio
  const text = count > largestCount ? `${largestCount}+` : String(count)
  const side = (20 + (text.length - 1) * 4) * scale
  const picture = new OffscreenCanvas(Math.ceil(side) + 2, Math.ceil(20 * scale) + 2)
  const context = picture.getContext('2d')
  if (context === null) return picture.transferToImageBitmap()
  context.beginPath()
  context.roundRect(1, 1, side, 20 * scale, 10 * scale)
  context.fillStyle = palette.surface
  context.fill()
  context.strokeStyle = palette.unit
  context.lineWidth = 1.6 * scale
  context.stroke()
  context.fillStyle = palette.text
  context.font = `600 ${11 * scale}px ${palette.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, 1 + side / 2, 1.5 + 10 * scale)
  return picture.transferToImageBitmap()
}
