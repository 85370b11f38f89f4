import { between, noiseOf } from './chance'
import type { Facts } from './facts'
import { railway } from './inventions'
import { nearestOn, placeOf, type Place, type Position } from './plane'

/** Posts of the terrain: the two wards and about a kilometre around them, one every 25 m. */
export const terrainBox = { westDeg: 107.01, southDeg: 16.733, eastDeg: 107.16, northDeg: 16.872 }
export const terrainSize = { columns: 641, rows: 617 }

type HeightAt = (xM: number, yM: number) => number

/**
 * Invented ground that agrees with what is written about it: a plain about 3 m above the sea, hills of 5 to 100 m in the west and
 * south-west, low ground at Đông Giang, levees along the rivers, a bank for the railway and QL.1. Metres above the height datum.
 */
export function groundOf(facts: Facts): HeightAt {
  const bumps = noiseOf('ground: plain', 700)
  const furrows = noiseOf('ground: fields', 170)
  // Turned against each other, so that no direction of the lattice shows.
  const ridges = [2_100, 950, 420, 190].map((wavelengthM, index): HeightAt => {
    const noise = noiseOf(`ground: hills ${wavelengthM}`, wavelengthM)
    const [cos, sin] = [Math.cos(0.5 + index), Math.sin(0.5 + index)]
    return (xM, yM) => noise(xM * cos - yM * sin, xM * sin + yM * cos)
  })
  const banks = [
    ...facts.roads.filter(({ id }) => id.startsWith('ql1')).map(({ line }) => ({ line, riseM: 1.2 })),
    { line: railway, riseM: 1.9 },
  ]
  const crossings = culvertsAlong(railway)
  const creeks = creekMouths.map(placeOf)
  return (xM, yM) => {
    const place: Place = [xM, yM]
    const hieu = nearestOn(facts.hieu, place)
    let bank = Infinity
    for (const { line, halfWidthM } of facts.rivers) bank = Math.min(bank, distanceToLineM(line, xM, yM) - halfWidthM)
    const isNorth = hieu.isLeft

    const plain = 3.3 + 0.9 * bumps(xM, yM) + 0.3 * furrows(xM, yM) + 1.1 * between(300, 3_600, bank)
    const terrace = isNorth ? 0 : 1.1 * between(5_200, 3_300, xM) + 2.9 * between(80, 1_300, bank) * between(4_700, 2_400, xM)
    const northRise = isNorth ? 5 * between(100, -2_800, xM) * between(120, 1_200, bank) : 0
    let height = plain + terrace + northRise + hillsM(xM, yM, bank, isNorth, ridges)

    const basin = isNorth ? lowGround(xM, yM) : 0
    height += (2.75 + 0.35 * bumps(xM, yM) + 0.15 * furrows(xM, yM) - height) * basin
    // A river builds its own banks; behind them the ground falls again.
    const levee = (bank - 55) / 55
    if (bank > 0 && height < 6 && !creeks.some((creek) => isWithin(creek, xM, yM, 70)))
      height += Math.max(0, 4.1 + 0.3 * bumps(xM, yM) - height) * Math.exp(-levee * levee)

    if (bank >= 12) {
      for (const { line, riseM } of banks) {
        const away = distanceToLineM(line, xM, yM)
        if (away < 45 && !crossings.some((culvert) => isWithin(culvert, xM, yM, 30))) height += riseM * between(45, 18, away)
      }
      return height
    }
    // From the foot of the bank to the middle of the bed.
    return bank > -12 ? -1.2 + (Math.max(height, 2.3) + 1.2) * between(-12, 12, bank) : -1.2 - 2.6 * between(-12, -60, bank)
  }
}

/** Where a creek comes through the levee: by these the water finds its way behind it. Invented. */
const creekMouths: readonly Position[] = [
  [107.1042, 16.8311],
  [107.1222, 16.8391],
  [107.1268, 16.8535],
  [107.1344, 16.8245],
  [107.088, 16.8262],
]

/** Hills of the west and south-west, and lower ones north-west of the river; nothing near the banks, and even ground at the rim. */
function hillsM(xM: number, yM: number, bankM: number, isNorth: boolean, ridges: readonly HeightAt[]): number {
  const [west, south] = placeOf([terrainBox.westDeg, terrainBox.southDeg])
  const [east, north] = placeOf([terrainBox.eastDeg, terrainBox.northDeg])
  const rim = between(0, 900, xM - west) * between(0, 900, yM - south) * between(0, 900, east - xM) * between(0, 900, north - yM)
  const inland = between(250, 2_600, bankM) * rim
  if (inland === 0) return 0
  const [large, middle, small, fine] = ridges.map((ridge) => ridge(xM, yM))
  const shape = Math.max(0, 0.55 + 0.5 * large! + 0.27 * middle! + 0.12 * small! + 0.04 * fine!)
  const reachM = isNorth ? between(500, 6_500, -xM) * 26 : between(-400, 7_800, -0.72 * xM - 0.69 * yM) * 82
  return reachM * inland * shape
}

/** The part in which a place belongs to the low ground of Đông Giang, north of the river: 0 to 1. */
function lowGround(xM: number, yM: number): number {
  const [centreX, centreY] = placeOf([107.108, 16.8435])
  const dx = (xM - centreX) / 2_300
  const dy = (yM - centreY) / 1_500
  return between(1, 0.55, dx * dx + dy * dy)
}

/** Gaps that let water through the railway's bank, about every 900 m. */
function culvertsAlong(line: readonly Place[]): Place[] {
  return line.slice(1, -1).map((place, index) => [(place[0] + line[index]![0]) / 2, (place[1] + line[index]![1]) / 2])
}

/** Heights at the posts in decimetres, row by row from the north-west. */
export function heightsDmOf(heightAt: HeightAt): Int16Array<ArrayBuffer> {
  const heights = new Int16Array(terrainSize.columns * terrainSize.rows)
  for (let row = 0; row < terrainSize.rows; row++) {
    for (let column = 0; column < terrainSize.columns; column++) {
      const [xM, yM] = placeOf([
        terrainBox.westDeg + ((terrainBox.eastDeg - terrainBox.westDeg) * column) / (terrainSize.columns - 1),
        terrainBox.northDeg - ((terrainBox.northDeg - terrainBox.southDeg) * row) / (terrainSize.rows - 1),
      ])
      heights[row * terrainSize.columns + column] = Math.round(heightAt(xM, yM) * 10)
    }
  }
  return heights
}

function isWithin(place: Place, xM: number, yM: number, radiusM: number): boolean {
  const dx = place[0] - xM
  const dy = place[1] - yM
  return dx * dx + dy * dy < radiusM * radiusM
}

// 400,000 posts ask this of each line: it makes no objects.
function distanceToLineM(line: readonly Place[], xM: number, yM: number): number {
  let least = Infinity
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i]!
    const b = line[i + 1]!
    const dx = b[0] - a[0]
    const dy = b[1] - a[1]
    const square = dx * dx + dy * dy
    const part = square === 0 ? 0 : Math.min(1, Math.max(0, ((xM - a[0]) * dx + (yM - a[1]) * dy) / square))
    const awayX = a[0] + dx * part - xM
    const awayY = a[1] + dy * part - yM
    least = Math.min(least, awayX * awayX + awayY * awayY)
  }
  return Math.sqrt(least)
}
