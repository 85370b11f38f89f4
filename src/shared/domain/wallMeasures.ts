import type { WallSurface } from '#shared/contract/wall'
import type { WallRectangle } from './panorama'

/** A wall of equal panels as somebody measures it with a tape, in millimetres; the frame is what a panel adds on each side of its lit part. */
export type PanelGrid = {
  rows: number
  columns: number
  panelWidthMm: number
  panelHeightMm: number
  frameMm: number
  gapXMm: number
  gapYMm: number
  /** The panels hang on their short side. */
  upright: boolean
}

/** Wide enough to be seen as two walls in one drawing. */
const betweenWallsMm = 1_000
/** Capitals this high, in minutes of arc, are read from the back row without effort (ISO 9241-303 asks for 20 to 22). */
const capitalArcMinutes = 20
/** Titles, which say what has happened, for the base text that every size on a surface follows (`--size-title` of a wall). */
const titleShare = 1.45
/** Capitals of the typeface as a share of its size. */
const capitalShare = 0.7
/** Of the height of a display: below it text is lost on the panel itself, above it clock, gauge and list no longer fit their tiles. */
const smallestTextShare = 12 / 1_080
const largestTextShare = 0.036

/**
 * Where the lit part of each surface hangs when the panels hang in a grid, from the upper left corner at `origin`. A surface takes the
 * cell where the system shows it; where that does not fit the grid they fill it row by row, and what finds no cell is left out.
 */
export function hangInGrid(surfaces: readonly WallSurface[], grid: PanelGrid, origin = { x: 0, y: 0 }): Map<number, WallRectangle> {
  const [width, height] = grid.upright ? [grid.panelHeightMm, grid.panelWidthMm] : [grid.panelWidthMm, grid.panelHeightMm]
  const [stepX, stepY] = [width + 2 * grid.frameMm + grid.gapXMm, height + 2 * grid.frameMm + grid.gapYMm]
  return new Map(
    cellsOf(surfaces, grid).map(({ surface, row, column }) => [
      surface,
      { x: origin.x + column * stepX, y: origin.y + row * stepY, width, height },
    ]),
  )
}

/** How many rows and columns the system's own arrangement of the displays has. */
export function gridOf(surfaces: readonly WallSurface[]): { rows: number; columns: number } {
  const { rows, columns } = ranksOf(surfaces)
  return { rows: Math.max(1, rows.length), columns: Math.max(1, columns.length) }
}

/** Where a further wall of the room begins, to the right of those that were measured before. */
export function originBeside(others: readonly WallSurface[]): { x: number; y: number } {
  const ends = others.flatMap(({ boundsMm }) => (boundsMm === null ? [] : [boundsMm.x + boundsMm.width]))
  return { x: ends.length === 0 ? 0 : Math.max(...ends) + betweenWallsMm, y: 0 }
}

/** The same lit part turned by a quarter about its middle. */
export function turned({ x, y, width, height }: WallRectangle): WallRectangle {
  return { x: x + (width - height) / 2, y: y + (height - width) / 2, width: height, height: width }
}

/** Whether two lit parts lie on each other, which panels of one wall cannot. */
export function overlaps(one: WallRectangle, other: WallRectangle): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
}

/**
 * Size of the base text as a share of the display's height, so that the capitals of titles are 20 minutes of arc high from the viewing
 * distance; `arcMinutes` is what they are where the display sets a limit.
 */
export function wallText(heightMm: number, viewingDistanceM: number): { share: number; arcMinutes: number } {
  const wantedMm = capitalHeightMm(viewingDistanceM) / capitalShare / titleShare
  const share = Math.min(largestTextShare, Math.max(smallestTextShare, wantedMm / heightMm))
  return { share, arcMinutes: (capitalArcMinutes * share * heightMm) / wantedMm }
}

function capitalHeightMm(viewingDistanceM: number): number {
  return 2 * viewingDistanceM * 1_000 * Math.tan((capitalArcMinutes / 60 / 2) * (Math.PI / 180))
}

type Cell = { surface: number; row: number; column: number }

function cellsOf(surfaces: readonly WallSurface[], { rows, columns }: PanelGrid): Cell[] {
  const ranks = ranksOf(surfaces)
  const asShown = surfaces.map(({ surface, boundsPx }) => ({
    surface,
    row: ranks.rows.indexOf(middle(boundsPx).y),
    column: ranks.columns.indexOf(middle(boundsPx).x),
  }))
  const isFree = new Set(asShown.map(({ row, column }) => `${row} ${column}`)).size === surfaces.length
  if (isFree && ranks.rows.length <= rows && ranks.columns.length <= columns) return asShown
  const inOrder = [...surfaces].toSorted((a, b) => a.boundsPx.y - b.boundsPx.y || a.boundsPx.x - b.boundsPx.x)
  return inOrder
    .slice(0, rows * columns)
    .map(({ surface }, index) => ({ surface, row: Math.floor(index / columns), column: index % columns }))
}

function ranksOf(surfaces: readonly WallSurface[]): { rows: number[]; columns: number[] } {
  const sorted = (values: number[]): number[] => [...new Set(values)].toSorted((a, b) => a - b)
  return {
    rows: sorted(surfaces.map(({ boundsPx }) => middle(boundsPx).y)),
    columns: sorted(surfaces.map(({ boundsPx }) => middle(boundsPx).x)),
  }
}

function middle({ x, y, width, height }: WallRectangle): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 }
}
