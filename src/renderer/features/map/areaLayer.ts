import type { AlertArea } from '#shared/contract/alert'
import { circleRing, toWorld, worldLine, type World } from './ellipsoid'
import { flatGround, type GroundHeights } from './groundHeights'
import { compareMarks, type AlertMark } from './marks'
import type { Palette } from './palette'
import { projectRing, type ScreenPoint, type View } from './projection'

// Beyond this many the city would be one stain; the most important are drawn.
const maximumMarksWithAreas = 300
const smallestSidePx = 3

// A change of ground is rare, a picture is not: the rings of an area are kept for the ground they were made for.
const worldRings = new WeakMap<GroundHeights, WeakMap<AlertArea, World[][]>>()

/** Draws what the alerts reach: CAP polygons and circles, the less important first. */
export function drawAreas(
  context: CanvasRenderingContext2D,
  view: View,
  marks: readonly AlertMark[],
  selectedId: string | null,
  palette: Palette,
  groundM: GroundHeights,
): void {
  const drawn = marks
    .filter(({ areas, cleared, id }) => areas.length > 0 && (!cleared || id === selectedId))
    .toSorted((a, b) => compareMarks(a, b, selectedId))
    .slice(0, maximumMarksWithAreas)
  for (const mark of drawn.toReversed())
    for (const area of mark.areas)
      for (const ring of ringsOf(area, groundM)) drawArea(context, view, projectRing(view, ring), mark, selectedId, palette)
}

/** The rings of an area, earth-fixed and on the ground; polygons as they are, circles as geodesic rings. */
function ringsOf(area: AlertArea, groundM: GroundHeights): World[][] {
  const onGround = worldRings.get(groundM) ?? new WeakMap<AlertArea, World[][]>()
  worldRings.set(groundM, onGround)
  const known = onGround.get(area)
  if (known !== undefined) return known
  const outlines = [...area.polygons, ...area.circles.filter(({ radiusM }) => radiusM > 0).map((circle) => circleRing(circle))]
  const rings = outlines.map((ring) =>
    groundM === flatGround ? worldLine(ring) : ring.map(([lonDeg, latDeg]) => toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg))),
  )
  onGround.set(area, rings)
  return rings
}

function drawArea(
  context: CanvasRenderingContext2D,
  view: View,
  ring: readonly ScreenPoint[],
  mark: AlertMark,
  selectedId: string | null,
  palette: Palette,
): void {
  if (ring.length < 3 || extentPx(ring) < smallestSidePx) return
  const selected = mark.id === selectedId
  context.save()
  context.beginPath()
  ring.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  context.closePath()
  const colour = palette.severity[mark.severity]
  context.fillStyle = colour
  // An area larger than the picture would dye the whole city.
  const coversAll = surfacePx(ring) > view.widthPx * view.heightPx * 1.2
  const fill = mark.cleared ? 0.04 : mark.acknowledged ? 0.09 : 0.15
  context.globalAlpha = (selected ? fill + 0.06 : fill) * (coversAll ? 0.35 : 1)
  context.fill()
  context.globalAlpha = mark.cleared ? 0.4 : mark.acknowledged && !selected ? 0.6 : 0.9
  context.strokeStyle = colour
  context.lineWidth = (selected ? 2.5 : mark.acknowledged ? 1 : 1.5) * palette.textScale
  context.lineJoin = 'round'
  if (mark.cleared || mark.drill) context.setLineDash((mark.cleared ? [3, 5] : [9, 5]).map((px) => px * palette.textScale))
  context.stroke()
  context.restore()
}

function extentPx(ring: readonly ScreenPoint[]): number {
  const xs = ring.map(({ x }) => x)
  const ys = ring.map(({ y }) => y)
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))
}

function surfacePx(ring: readonly ScreenPoint[]): number {
  let twice = 0
  ring.forEach(({ x, y }, index) => {
    const next = ring[(index + 1) % ring.length]!
    twice += x * next.y - next.x * y
  })
  return Math.abs(twice) / 2
}
