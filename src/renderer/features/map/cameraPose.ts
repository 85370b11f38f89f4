import type { AlertArea } from '#shared/contract/alert'
import type { CityManifest } from '#shared/contract/city'
import type { GeoPoint } from '#shared/contract/geo'
import { circleRing, distanceM, localAxes, offsetPlace, toWorld, type World } from './ellipsoid'
import type { View } from './projection'

/** Where the camera stands: so many metres from a point of the ground that it looks at. Heading clockwise from north, pitch negative downwards. */
export type CameraPose = { target: GeoPoint; rangeM: number; headingDeg: number; pitchDeg: number }

/** What an operator cannot leave. */
export type PoseLimits = {
  bounds: CityManifest['bounds']
  minimumRangeM: number
  maximumRangeM: number
  steepestPitchDeg: number
  flattestPitchDeg: number
}

// Along the shorter side of the picture: a viewpoint then shows the same stretch of ground in a wide tile as in a square one.
const fieldOfViewDeg = 35
// A panorama over several displays would otherwise be stretched beyond recognition.
const widestTanHalf = 1.2
const degree = Math.PI / 180
const tanHalf = Math.tan((fieldOfViewDeg * degree) / 2)

/** Limits of a city: its bounds and `maximumZoomOutM`. A flat plan only looks straight down. */
export function limitsOf(city: CityManifest, flat: boolean): PoseLimits {
  return {
    bounds: city.bounds,
    minimumRangeM: 200,
    maximumRangeM: city.maximumZoomOutM,
    steepestPitchDeg: -90,
    flattestPitchDeg: flat ? -90 : -20,
  }
}

/** The nearest pose within the limits; heading within 0 to 360. */
export function withinLimits(pose: CameraPose, limits: PoseLimits): CameraPose {
  const { bounds } = limits
  return {
    target: {
      lonDeg: clamp(pose.target.lonDeg, bounds.westDeg, bounds.eastDeg),
      latDeg: clamp(pose.target.latDeg, bounds.southDeg, bounds.northDeg),
    },
    rangeM: clamp(pose.rangeM, limits.minimumRangeM, limits.maximumRangeM),
    headingDeg: ((pose.headingDeg % 360) + 360) % 360,
    pitchDeg: clamp(pose.pitchDeg, limits.steepestPitchDeg, limits.flattestPitchDeg),
  }
}

/** All of a picture of which one window shows a part, in fractions of the window. */
export type WholePicture = { x: number; y: number; width: number; height: number }
/** A window that shows all of its picture. */
export const ownPicture: WholePicture = { x: 0, y: 0, width: 1, height: 1 }

/**
 * What the camera sees from a pose in a picture of a size in pixels; `groundM` is the height of the ground at its target. Windows that
 * share a `whole` picture see one view, each its part of it.
 */
export function viewOf(pose: CameraPose, widthPx: number, heightPx: number, groundM = 0, whole = ownPicture): View {
  const { east, north, up } = localAxes(pose.target)
  const heading = pose.headingDeg * degree
  const pitch = pose.pitchDeg * degree
  const ahead = mix(mix([0, 0, 0], north, Math.cos(heading)), east, Math.sin(heading))
  const right = mix(mix([0, 0, 0], east, Math.cos(heading)), north, -Math.sin(heading))
  const forward = mix(mix([0, 0, 0], ahead, Math.cos(pitch)), up, Math.sin(pitch))
  const upward = mix(mix([0, 0, 0], ahead, -Math.sin(pitch)), up, Math.cos(pitch))
  const eye = mix(toWorld(pose.target.lonDeg, pose.target.latDeg, groundM), forward, -pose.rangeM)
  const [wholeWidthPx, wholeHeightPx] = [widthPx * whole.width, heightPx * whole.height]
  // Half the tangent that one pixel covers.
  const perPixel = Math.min(
    tanHalf / Math.max(1, Math.min(wholeWidthPx, wholeHeightPx)),
    widestTanHalf / Math.max(wholeWidthPx, wholeHeightPx, 1),
  )
  return {
    eye,
    right,
    up: upward,
    forward,
    tanHalfX: perPixel * widthPx,
    tanHalfY: perPixel * heightPx,
    shiftX: (1 - 2 * whole.x - whole.width) * widthPx * perPixel,
    shiftY: (2 * whole.y + whole.height - 1) * heightPx * perPixel,
    widthPx,
    heightPx,
  }
}

/** The pose moved over the ground by a share of its range, as seen on the screen: positive is right and away. */
export function movePose(pose: CameraPose, rightShare: number, awayShare: number): CameraPose {
  const [sin, cos] = [Math.sin(pose.headingDeg * degree), Math.cos(pose.headingDeg * degree)]
  const [rightM, awayM] = [rightShare * pose.rangeM, awayShare * pose.rangeM]
  return { ...pose, target: offsetPlace(pose.target, rightM * cos + awayM * sin, awayM * cos - rightM * sin) }
}

/** The pose after the ground under the hand has been pulled from one place to another. */
export function dragPose(pose: CameraPose, from: GeoPoint, until: GeoPoint): CameraPose {
  return {
    ...pose,
    target: {
      lonDeg: pose.target.lonDeg + from.lonDeg - until.lonDeg,
      latDeg: pose.target.latDeg + from.latDeg - until.latDeg,
    },
  }
}

/** The pose nearer (`factor` below 1) or farther, with the ground at `about` staying where it is on the screen. */
export function zoomPose(pose: CameraPose, factor: number, about: GeoPoint, limits: PoseLimits): CameraPose {
  const rangeM = clamp(pose.rangeM * factor, limits.minimumRangeM, limits.maximumRangeM)
  const share = rangeM / pose.rangeM
  return {
    ...pose,
    rangeM,
    target: {
      lonDeg: about.lonDeg + (pose.target.lonDeg - about.lonDeg) * share,
      latDeg: about.latDeg + (pose.target.latDeg - about.latDeg) * share,
    },
  }
}

/** A pose on the way from one to another; `share` 0 to 1, the heading turns the short way. */
export function poseBetween(from: CameraPose, until: CameraPose, share: number): CameraPose {
  const turnDeg = ((until.headingDeg - from.headingDeg + 540) % 360) - 180
  const along = (a: number, b: number) => a + (b - a) * share
  return {
    target: {
      lonDeg: along(from.target.lonDeg, until.target.lonDeg),
      latDeg: along(from.target.latDeg, until.target.latDeg),
    },
    rangeM: from.rangeM * (until.rangeM / from.rangeM) ** share,
    headingDeg: from.headingDeg + turnDeg * share,
    pitchDeg: along(from.pitchDeg, until.pitchDeg),
  }
}

/**
 * The pose that shows a place and, where they are of a city's size, its areas; keeps heading and pitch.
 * An area larger than the city does not pull the camera away: the place is shown as it is.
 */
export function poseShowing(place: GeoPoint, areas: readonly AlertArea[], current: CameraPose, limits: PoseLimits): CameraPose {
  const corners = areas.flatMap((area) => [...area.polygons, ...area.circles.map((circle) => circleRing(circle, 12))]).flat()
  const longest = corners.reduce((most, [lonDeg, latDeg]) => Math.max(most, distanceM(place, { lonDeg, latDeg })), 0)
  const fittingM = longest / tanHalf / 0.66
  const rangeM = longest > 0 && fittingM <= limits.maximumRangeM ? Math.max(fittingM, 1_800) : Math.min(current.rangeM, 4_500)
  return withinLimits({ ...current, target: place, rangeM }, limits)
}

function mix(base: World, direction: World, amount: number): World {
  return [base[0] + direction[0] * amount, base[1] + direction[1] * amount, base[2] + direction[2] * amount]
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
