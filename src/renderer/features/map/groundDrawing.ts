import type { BaseMap, Shape } from './baseMap'
import type { Palette } from './palette'

/** A picture of the ground: how a shape falls into it and how large a metre is there. */
export type GroundFrame = {
  widthPx: number
  heightPx: number
  pixelsPerMetre: number
  /** The corners of a closed shape, cut to the picture; empty when it is not in it. */
  ring(shape: Shape): readonly (readonly [number, number])[]
  /** The visible pieces of a line. */
  line(shape: Shape): readonly (readonly (readonly [number, number])[])[]
}

const roadStyles = {
  motorway: { widthM: 34, minimumPx: 2.6 },
  trunk: { widthM: 26, minimumPx: 2.2 },
  bypass: { widthM: 20, minimumPx: 1.5 },
  primary: { widthM: 18, minimumPx: 1.5 },
  secondary: { widthM: 14, minimumPx: 1.1 },
  tertiary: { widthM: 11, minimumPx: 0.8 },
  residential: { widthM: 7, minimumPx: 0.5 },
  service: { widthM: 5, minimumPx: 0.35 },
  path: { widthM: 3, minimumPx: 0.25 },
} as const
/** Smaller than this, minor streets are a grey haze that costs a frame and says nothing. */
const drawnFromPixelsPerMetre: Partial<Record<keyof typeof roadStyles, number>> = { residential: 0.015, service: 0.05, path: 0.05 }
const majorRoads: ReadonlySet<string> = new Set(['motorway', 'trunk'])

/** Draws land, wards, water and roads into a picture, in flat tones; the same for a map tile and for the flat plan. */
export function drawGround(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame, palette: Palette): void {
  context.fillStyle = palette.land
  context.fillRect(0, 0, frame.widthPx, frame.heightPx)
  context.lineJoin = 'round'
  context.lineCap = 'round'
  drawWardLand(context, map, frame)
  drawLand(context, map, frame)
  drawWater(context, map, frame, palette)
  drawWardBorders(context, map, frame, palette)
  drawRails(context, map, frame, palette)
  drawStreets(context, map, frame, palette)
  drawRoads(context, map, frame, palette)
}

// The city's own land is a shade lighter than the country around it.
function drawWardLand(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame): void {
  context.fillStyle = 'rgba(190, 210, 230, 0.055)'
  for (const { shape } of map.wards) fillRing(context, frame.ring(shape))
}

// Hardly more than a hint: what is on it must stand out.
function drawLand(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame): void {
  for (const { shape, kind } of map.land) {
    context.fillStyle = kind === 'green' ? 'rgba(110, 170, 120, 0.1)' : 'rgba(190, 200, 215, 0.06)'
    fillRing(context, frame.ring(shape))
  }
}

function drawRails(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame, palette: Palette): void {
  if (map.rails.length === 0) return
  context.save()
  context.strokeStyle = palette.road
  context.lineCap = 'butt'
  context.lineWidth = Math.max(1, 5 * frame.pixelsPerMetre)
  context.setLineDash([context.lineWidth * 6, context.lineWidth * 2])
  for (const shape of map.rails) strokePieces(context, frame.line(shape))
  context.restore()
}

function drawWater(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame, palette: Palette): void {
  context.fillStyle = palette.water
  for (const sea of map.seas) fillRing(context, frame.ring(sea))
  context.strokeStyle = palette.water
  for (const { shape, widthM, illustrative } of map.rivers) {
    context.lineWidth = Math.max(2.5, widthM * frame.pixelsPerMetre)
    // A course that was drawn rather than surveyed is paler, with a broken line down its middle.
    context.globalAlpha = illustrative ? 0.62 : 1
    strokePieces(context, frame.line(shape))
    context.globalAlpha = 1
    if (!illustrative) continue
    context.save()
    context.strokeStyle = palette.land
    context.globalAlpha = 0.7
    context.lineCap = 'butt'
    context.lineWidth = Math.max(0.8, 9 * frame.pixelsPerMetre)
    context.setLineDash([context.lineWidth * 5, context.lineWidth * 5])
    strokePieces(context, frame.line(shape))
    context.restore()
  }
}

function drawWardBorders(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame, palette: Palette): void {
  context.save()
  context.strokeStyle = palette.ward
  context.globalAlpha = 0.75
  context.lineCap = 'butt'
  context.lineWidth = Math.max(1, 10 * frame.pixelsPerMetre)
  context.setLineDash([context.lineWidth * 6, context.lineWidth * 3, context.lineWidth, context.lineWidth * 3])
  for (const { shape } of map.wards) {
    context.beginPath()
    trace(context, frame.ring(shape))
    context.closePath()
    context.stroke()
  }
  context.restore()
}

// Thousands of them: one stroke a class, without a casing, a shade weaker than the roads of the base map.
function drawStreets(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame, palette: Palette): void {
  context.save()
  context.strokeStyle = palette.road
  context.globalAlpha = 0.8
  for (const { class: streetClass, shapes } of map.streets) {
    if (frame.pixelsPerMetre < (drawnFromPixelsPerMetre[streetClass] ?? 0)) continue
    const { widthM, minimumPx } = roadStyles[streetClass]
    context.lineWidth = Math.max(minimumPx, widthM * frame.pixelsPerMetre)
    context.beginPath()
    for (const shape of shapes) for (const piece of frame.line(shape)) trace(context, piece)
    context.stroke()
  }
  context.restore()
}

function drawRoads(context: CanvasRenderingContext2D, map: BaseMap, frame: GroundFrame, palette: Palette): void {
  for (const casing of [true, false])
    for (const { shape, class: roadClass } of map.roads) {
      if (frame.pixelsPerMetre < (drawnFromPixelsPerMetre[roadClass] ?? 0)) continue
      const style = roadStyles[roadClass]
      const widthPx = Math.max(style.minimumPx, style.widthM * frame.pixelsPerMetre)
      context.strokeStyle = casing ? palette.surface : majorRoads.has(roadClass) ? palette.majorRoad : palette.road
      context.lineWidth = casing ? widthPx + Math.max(1.6, widthPx * 0.35) : widthPx
      strokePieces(context, frame.line(shape))
    }
}

function fillRing(context: CanvasRenderingContext2D, ring: readonly (readonly [number, number])[]): void {
  if (ring.length < 3) return
  context.beginPath()
  trace(context, ring)
  context.fill()
}

function strokePieces(context: CanvasRenderingContext2D, pieces: readonly (readonly (readonly [number, number])[])[]): void {
  context.beginPath()
  for (const piece of pieces) trace(context, piece)
  context.stroke()
}

function trace(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  points.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
}
