import { moverKinds, type MoverKind } from './moverStore'
import type { Palette } from './palette'

/** Pictures of moving things, drawn once: a picture of thousands is then thousands of copies. */
export type MoverSprites = {
  /** Edge of one arrow, in pixels of the picture. */
  sizePx: number
  /** `kind` is an index of `moverKinds`. */
  drawArrow(context: CanvasRenderingContext2D, kind: number, headingDeg: number, look: MoverLook, x: number, y: number): void
  drawGroup(context: CanvasRenderingContext2D, count: number, x: number, y: number): void
}
/** An index of `looks`. */
export type MoverLook = 0 | 1 | 2

const looks = ['live', 'stale', 'drill'] as const
export const [live, stale, drill] = [0, 1, 2] as const
const directions = 32
const arrowPx = 22
const largestCount = 99
const groupColumns = 10

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
  const groups = groupSheet(palette, ratio)
  const half = sizePx / 2

  return {
    sizePx,
    drawArrow(onto, kind, headingDeg, look, x, y) {
      const direction = (Math.round((headingDeg / 360) * directions) + directions * 4) % directions
      const row = kind * looks.length + look
      onto.drawImage(atlas, direction * cellPx, row * cellPx, cellPx, cellPx, x - half, y - half, sizePx, sizePx)
    },
    drawGroup(onto, count, x, y) {
      const shown = Math.min(count, largestCount + 1)
      const [left, top] = [groups.widthsPx[3]! * (shown % groupColumns), groups.heightPx * Math.floor(shown / groupColumns)]
      const digits = shown > largestCount ? 3 : shown > 9 ? 2 : 1
      const width = groups.widthsPx[digits]!
      const [shownWidth, shownHeight] = [width / ratio, groups.heightPx / ratio]
      onto.drawImage(groups.sheet, left, top, width, groups.heightPx, x - shownWidth / 2, y - shownHeight / 2, shownWidth, shownHeight)
    },
  }
}

function drawSprite(
  context: OffscreenCanvasRenderingContext2D,
  kind: MoverKind,
  turn: number,
  look: (typeof looks)[number],
  palette: Palette,
): void {
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

type GroupSheet = { sheet: ImageBitmap; heightPx: number; widthsPx: readonly number[] }

// All counts at once: made while movers are drawn, each would cost a picture its time.
function groupSheet(palette: Palette, ratio: number): GroupSheet {
  const scale = palette.textScale * ratio
  const sideOf = (length: number) => (20 + (length - 1) * 4) * scale
  const lineWidth = 1.6 * scale
  const marginPx = Math.ceil(lineWidth / 2) + 1
  const heightPx = Math.ceil(20 * scale) + 2 * marginPx
  const widthsPx = [0, 1, 2, 3].map((length) => Math.ceil(sideOf(length)) + 2 * marginPx)
  const cellPx = widthsPx[3]!
  const sheet = new OffscreenCanvas(cellPx * groupColumns, heightPx * (Math.floor((largestCount + 1) / groupColumns) + 1))
  const context = sheet.getContext('2d')
  if (context !== null) {
    context.font = `600 ${11 * scale}px ${palette.font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    context.strokeStyle = palette.unit
    context.lineWidth = lineWidth
    for (let count = 1; count <= largestCount + 1; count += 1) {
      const text = count > largestCount ? `${largestCount}+` : String(count)
      const side = sideOf(text.length)
      const left = cellPx * (count % groupColumns) + marginPx
      const top = heightPx * Math.floor(count / groupColumns) + marginPx
      context.beginPath()
      context.roundRect(left, top, side, 20 * scale, 10 * scale)
      context.fillStyle = palette.surface
      context.fill()
      context.stroke()
      context.fillStyle = palette.text
      context.fillText(text, left + side / 2, top + 0.5 + 10 * scale)
    }
  }
  return { sheet: sheet.transferToImageBitmap(), heightPx, widthsPx }
}
