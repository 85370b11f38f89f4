import type { SeenGround } from '#analysis/seenGround'
import type { CityCamera } from '#shared/contract/cityParts'
import type { CameraSights } from './cameraSights'
import { circleRing, offsetPlace, toWorld, type World } from './ellipsoid'
import type { GroundHeights } from './groundHeights'
import type { LayerPaint, LiveLayer } from './liveLayer'
import { placeLayer } from './placeLayers'
import { metresPerPixel, projectRing, type ScreenPoint } from './projection'

type LonLat = readonly [number, number]

// Cameras farther away than this show where they stand, not what they see.
const wedgeMetresPerPixel = 12
const aboveGroundM = 1

/** Cameras: the outline of each one's field of view, and filled in it the ground that nothing hides from it. */
export function createCameraLayer(cameras: readonly CityCamera[], sights: CameraSights): LiveLayer {
  return placeLayer('cameras', cameras, (paint, { thing, x, y, depthM }) => {
    const isSelected = paint.selected?.layer === 'cameras' && paint.selected.id === thing.id
    if (isSelected || metresPerPixel(paint.view, depthM) <= wedgeMetresPerPixel) paintField(paint, thing, sights, isSelected)
    paintSign(paint, x, y)
  })
}

function paintField(paint: LayerPaint, camera: CityCamera, sights: CameraSights, isSelected: boolean): void {
  const { context, palette } = paint
  const sight = sights.of(camera)
  context.save()
  context.fillStyle = palette.label
  context.strokeStyle = palette.label
  context.lineWidth = 1
  if (sight.state === 'seen') {
    context.globalAlpha = isSelected ? 0.42 : 0.28
    for (const rings of worldsOf(sight.ground, paint.groundM)) context.fill(pathOf(paint, rings), 'evenodd')
  }
  // Its field is broken where what hides in it is not known; what it could see if it were turned always is.
  context.globalAlpha = isSelected ? 0.9 : 0.45
  context.setLineDash(sight.state === 'seen' ? [] : [4, 4])
  context.stroke(pathOf(paint, [lifted(wedgeOf(camera), paint.groundM)]))
  if (isSelected && camera.steerable && camera.horizontalFieldOfViewDeg < 360) {
    context.setLineDash([2, 5])
    context.stroke(pathOf(paint, [lifted(circleRing({ centre: camera.place, radiusM: camera.rangeM }, 48), paint.groundM)]))
  }
  context.restore()
}

function paintSign({ context, palette }: LayerPaint, x: number, y: number): void {
  const size = 5 * palette.textScale
  context.beginPath()
  context.rect(x - size, y - size * 0.7, size * 1.4, size * 1.4)
  context.moveTo(x + size * 0.4, y)
  context.lineTo(x + size * 1.3, y - size * 0.6)
  context.lineTo(x + size * 1.3, y + size * 0.6)
  context.closePath()
  context.fillStyle = palette.surface
  context.fill()
  context.strokeStyle = palette.label
  context.lineWidth = 1.3
  context.stroke()
}

/** The ground in a camera's field of view if nothing stood in its way, as an open ring of degrees from the camera round its range. */
export function wedgeOf({ place, headingDeg, horizontalFieldOfViewDeg, rangeM }: CityCamera): [number, number][] {
  if (horizontalFieldOfViewDeg >= 360) return circleRing({ centre: place, radiusM: rangeM }, 48)
  const steps = Math.max(2, Math.ceil(horizontalFieldOfViewDeg / 6))
  const arc = Array.from({ length: steps + 1 }, (_, step): [number, number] => {
    const turn = ((headingDeg + horizontalFieldOfViewDeg * (step / steps - 0.5)) * Math.PI) / 180
    const { lonDeg, latDeg } = offsetPlace(place, Math.sin(turn) * rangeM, Math.cos(turn) * rangeM)
    return [lonDeg, latDeg]
  })
  return [[place.lonDeg, place.latDeg], ...arc]
}

// A picture is made many times from the same ground: its corners in space are kept for as long as both are.
const kept = new WeakMap<GroundHeights, WeakMap<SeenGround, World[][][]>>()

function worldsOf(ground: SeenGround, groundM: GroundHeights): World[][][] {
  const onGround = kept.get(groundM) ?? new WeakMap<SeenGround, World[][][]>()
  kept.set(groundM, onGround)
  const worlds = onGround.get(ground) ?? ground.areas.map((rings) => rings.map((ring) => lifted(ring, groundM)))
  onGround.set(ground, worlds)
  return worlds
}

function lifted(ring: readonly LonLat[], groundM: GroundHeights): World[] {
  return ring.map(([lonDeg, latDeg]) => toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg) + aboveGroundM))
}

function pathOf({ view }: LayerPaint, rings: readonly (readonly World[])[]): Path2D {
  const path = new Path2D()
  for (const ring of rings) trace(path, projectRing(view, ring))
  return path
}

function trace(path: Path2D, ring: readonly ScreenPoint[]): void {
  if (ring.length < 3) return
  ring.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
}
