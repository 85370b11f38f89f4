import type { AnswerLayer, MapAnswer } from '#shared/contract/answerLayer'
import { circleRing, toWorld, type World } from './ellipsoid'
import type { GroundHeights } from './groundHeights'
import { boxesAround, type Occupancy } from './labelPlacement'
import type { LayerPaint, LiveLayer } from './liveLayer'
import { drawPlate } from './plate'
import { metresPerPixel, projectLine, projectPoint, projectRing, type ScreenPoint } from './projection'

type LonLat = readonly [number, number]
type Of<K extends AnswerLayer['kind']> = Extract<AnswerLayer, { kind: K }>
type Note = { text: string; x: number; y: number; colour: string }

// Water is drawn as a picture of so many cells across at most, stretched over the ground.
const mostDepthCells = 160
/** How wide a reached road is drawn where it can be told from its neighbours, in metres. */
const roadM = 10

/** Draws what an answer put on the city; its words stand where alerts have left room. */
export function createAnswerLayer(answer: () => MapAnswer | null): LiveLayer {
  let notes: Note[] = []
  return {
    id: 'answer',
    paint(paint) {
      notes = []
      for (const layer of answer()?.layers ?? []) {
        paint.context.save()
        paintLayer(paint, layer)
        paint.context.restore()
        for (const { place, label } of labelsOf(layer)) {
          const at = projectPoint(paint.view, worldAt(place, paint.groundM))
          if (at !== undefined) notes.push({ text: label, x: at.x, y: at.y, colour: paint.palette.answer[toneOf(layer)] })
        }
      }
    },
    write: (paint, occupied) => notes.forEach((note) => writeNote(paint, note, occupied)),
  }
}

function paintLayer(paint: LayerPaint, layer: AnswerLayer): void {
  const { context, palette, view, groundM } = paint
  const colour = palette.answer[toneOf(layer)]
  const scale = palette.textScale
  context.strokeStyle = colour
  context.fillStyle = colour
  context.lineJoin = 'round'
  context.lineCap = 'round'
  switch (layer.kind) {
    case 'area': {
      const path = new Path2D()
      for (const ring of layer.rings) traceRing(path, projectRing(view, lifted(ring, groundM)))
      context.globalAlpha = 0.22
      context.fill(path, 'evenodd')
      context.globalAlpha = 0.95
      context.lineWidth = 2 * scale
      return context.stroke(path)
    }
    case 'depth':
      return paintDepth(paint, layer)
    case 'route':
      context.globalAlpha = 0.95
      context.strokeStyle = palette.surface
      strokeLine(paint, layer.line, 7 * scale)
      context.strokeStyle = colour
      return strokeLine(paint, layer.line, 4 * scale)
    case 'roads':
      layer.lines.forEach((line, index) => {
        context.globalAlpha = 1 - 0.7 * (layer.share?.[index] ?? 0)
        strokeLine(paint, line, roadWidthPx(paint, line) * scale)
      })
      return
    case 'sight': {
      const from = toWorld(layer.from.lonDeg, layer.from.latDeg, groundM(layer.from.lonDeg, layer.from.latDeg) + layer.fromHeightM)
      const until = worldAt(layer.until, groundM)
      context.lineWidth = 2 * scale
      if (!layer.clear) context.setLineDash([5 * scale, 5 * scale])
      strokeWorld(paint, [from, until])
      context.setLineDash([])
      const end = layer.clear ? undefined : projectPoint(view, until)
      if (end === undefined) return
      context.beginPath()
      for (const side of [-1, 1]) {
        context.moveTo(end.x - 5 * scale, end.y - 5 * side * scale)
        context.lineTo(end.x + 5 * scale, end.y + 5 * side * scale)
      }
      return context.stroke()
    }
    case 'ring': {
      const path = new Path2D()
      traceRing(path, projectRing(view, lifted(circleRing({ centre: layer.centre, radiusM: layer.radiusM }), groundM)))
      context.lineWidth = 1.6 * scale
      context.setLineDash([7 * scale, 5 * scale])
      return context.stroke(path)
    }
    case 'points':
      for (const { place } of layer.places) {
        const at = projectPoint(view, worldAt(place, groundM))
        if (at === undefined) continue
        context.beginPath()
        context.arc(at.x, at.y, 5 * scale, 0, 2 * Math.PI)
        context.fill()
        context.strokeStyle = palette.surface
        context.lineWidth = 1.5 * scale
        context.stroke()
      }
  }
}

// Cells are drawn as the four-cornered pieces of ground they are; neighbours of like depth in a row are one piece.
function paintDepth({ context, view, palette, groundM }: LayerPaint, layer: Of<'depth'>): void {
  const { columns, rows, depthM, westDeg, eastDeg, northDeg, southDeg } = layer
  const step = Math.max(1, Math.ceil(Math.max(columns, rows) / mostDepthCells))
  const lonOf = (column: number) => westDeg + ((eastDeg - westDeg) * (column - 0.5)) / (columns - 1)
  const latOf = (row: number) => northDeg - ((northDeg - southDeg) * (row - 0.5)) / (rows - 1)
  const shades = [new Path2D(), new Path2D(), new Path2D()]
  const shadeOf = (column: number, row: number) => {
    const depth = depthM[row * columns + column] ?? 0
    return depth > 0 ? (depth < 0.5 ? 0 : depth < 1.5 ? 1 : 2) : -1
  }
  for (let row = 0; row < rows; row += step)
    for (let column = 0; column < columns; column += step) {
      const shade = shadeOf(column, row)
      if (shade < 0) continue
      const first = column
      while (column + step < columns && shadeOf(column + step, row) === shade) column += step
      const [west, east] = [lonOf(first), lonOf(column + step)]
      const [north, south] = [latOf(row), latOf(row + step)]
      // The surface of the water is level: the ground below it plus its depth.
      const levelM = groundM((west + east) / 2, (north + south) / 2)
      const ring = [[west, north], [east, north], [east, south], [west, south]].map(([lon, lat]) => toWorld(lon!, lat!, levelM)) // prettier-ignore
      traceRing(shades[shade]!, projectRing(view, ring))
    }
  for (const [shade, path] of shades.entries()) {
    context.fillStyle = shade === 0 ? palette.buildings.shallow : palette.buildings.deep
    context.globalAlpha = [0.38, 0.42, 0.6][shade]!
    context.fill(path)
  }
}

// From far above thousands of roads would be one stain: they are as thin as they are there, and never thicker than a line.
function roadWidthPx({ view, groundM }: LayerPaint, line: readonly LonLat[]): number {
  const [lonDeg, latDeg] = line[0] ?? [0, 0]
  const at = projectPoint(view, toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg)))
  return at === undefined ? 1 : Math.min(2.4, Math.max(0.5, roadM / metresPerPixel(view, at.depthM)))
}

function strokeLine(paint: LayerPaint, line: readonly LonLat[], widthPx: number): void {
  paint.context.lineWidth = widthPx
  strokeWorld(paint, lifted(line, paint.groundM))
}

function strokeWorld({ context, view }: LayerPaint, line: readonly World[]): void {
  context.beginPath()
  for (const piece of projectLine(view, line)) piece.forEach(({ x, y }, at) => (at === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  context.stroke()
}

function traceRing(path: Path2D, ring: readonly ScreenPoint[]): void {
  if (ring.length < 3) return
  ring.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
}

function writeNote({ context, text, palette }: LayerPaint, { text: words, x, y, colour }: Note, occupied: Occupancy): void {
  const style = { weight: 600, sizePx: 12 * palette.textScale } as const
  const pad = 7 * palette.textScale
  const box = occupied.takeFirstFree(boxesAround(x, y, 9 * palette.textScale, text.width(words, style) + 2 * pad, 22 * palette.textScale))
  if (box === undefined) return
  drawPlate(context, box, palette, colour)
  text.draw(words, box.x + pad, box.y + box.height / 2, style, palette.text)
}

function labelsOf(layer: AnswerLayer): { place: { lonDeg: number; latDeg: number }; label: string }[] {
  if (layer.kind === 'points') return layer.places.flatMap(({ place, label }) => (label === undefined ? [] : [{ place, label }]))
  if (layer.label === undefined) return []
  return [{ place: anchorOf(layer), label: layer.label }]
}

function anchorOf(layer: Exclude<AnswerLayer, { kind: 'points' }>): { lonDeg: number; latDeg: number } {
  const middle = (line: readonly LonLat[]) => {
    const [lonDeg, latDeg] = line[Math.floor(line.length / 2)] ?? [0, 0]
    return { lonDeg, latDeg }
  }
  switch (layer.kind) {
    case 'area':
      return middle(layer.rings[0] ?? [])
    case 'depth':
      return { lonDeg: (layer.westDeg + layer.eastDeg) / 2, latDeg: (layer.southDeg + layer.northDeg) / 2 }
    case 'route':
      return middle(layer.line)
    case 'roads':
      return middle(layer.lines[0] ?? [])
    case 'sight':
      return layer.until
    case 'ring':
      return layer.centre
  }
}

function toneOf(layer: AnswerLayer): keyof LayerPaint['palette']['answer'] {
  if (layer.kind === 'depth') return 'water'
  return layer.kind === 'sight' ? 'sight' : layer.tone
}

function lifted(line: readonly LonLat[], groundM: GroundHeights): World[] {
  return line.map(([lonDeg, latDeg]) => toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg) + 1))
}

function worldAt({ lonDeg, latDeg }: { lonDeg: number; latDeg: number }, groundM: GroundHeights): World {
  return toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg) + 1)
}
