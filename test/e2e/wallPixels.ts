import { execFileSync } from 'node:child_process'
import type { VirtualWall } from '../../tools/virtualWall.mjs'

/** What a display of the virtual wall shows, as it would leave the cable: rows of red, green, blue. */
export type Pixels = { width: number; height: number; data: Buffer }
/** A straight line on a display, in its pixels: `y` where it crosses the column `x = 0`, and how it rises. */
export type PixelLine = { y0: number; slope: number; columns: number }

/** Half of the height that a line of one or two pixels takes, with its soft edges. */
const reachPx = 2

/** Takes what a display shows now. */
export function pixelsOf(wall: VirtualWall, display: number, file: string): Pixels {
  wall.screenshot(file, display)
  const words = (...more: string[]): Buffer => execFileSync('convert', [file, ...more], { maxBuffer: 1 << 28 })
  const [width = 0, height = 0] = words('-format', '%w %h', 'info:-').toString().split(' ').map(Number)
  return { width, height, data: words('-depth', '8', 'rgb:-') }
}

/**
 * The line of one colour that runs across the columns asked for: in each the middle by weight of the pixels around the likest, then the line with the median
 * slope (Theil and Sen), which a sign that stands on the line does not bend, and through what lies on it the one of the least squares. Undefined when fewer than half of the columns show it.
 */
export function lineIn(
  pixels: Pixels,
  columns: { from: number; until: number },
  likeness: (rgb: readonly number[]) => number,
): PixelLine | undefined {
  const points: { x: number; y: number }[] = []
  for (let x = columns.from; x < columns.until; x += 1) {
    const y = middleOf(pixels, x, likeness)
    if (y !== undefined) points.push({ x: x + 0.5, y })
  }
  if (points.length < (columns.until - columns.from) / 2) return undefined
  const slopes: number[] = []
  const apart = Math.floor(points.length / 2)
  for (let index = 0; index + apart < points.length; index += 1) {
    const [one, other] = [points[index]!, points[index + apart]!]
    slopes.push((other.y - one.y) / (other.x - one.x))
  }
  const rough = { slope: median(slopes), y0: 0 }
  rough.y0 = median(points.map(({ x, y }) => y - rough.slope * x))
  // What lies beside the line belongs to something else.
  const near = points.filter(({ x, y }) => Math.abs(rough.y0 + rough.slope * x - y) <= 1)
  const [meanX, meanY] = [mean(near.map(({ x }) => x)), mean(near.map(({ y }) => y))]
  const slope = sum(near.map(({ x, y }) => (x - meanX) * (y - meanY))) / sum(near.map(({ x }) => (x - meanX) ** 2))
  return { slope, y0: meanY - slope * meanX, columns: near.length }
}

// Around the pixel that is most like the line: roads of a like colour elsewhere in the column are not it.
function middleOf({ width, height, data }: Pixels, x: number, likeness: (rgb: readonly number[]) => number): number | undefined {
  const shares = Array.from({ length: height }, (_, y) => {
    const at = (y * width + x) * 3
    return likeness([data[at]!, data[at + 1]!, data[at + 2]!])
  })
  const most = Math.max(...shares)
  if (most < 0.5) return undefined
  const peak = shares.indexOf(most)
  const near = shares.slice(Math.max(0, peak - reachPx), peak + reachPx + 1)
  const from = Math.max(0, peak - reachPx)
  return sum(near.map((share, index) => share * (from + index + 0.5))) / sum(near)
}

function median(values: readonly number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}
