import type { WallDrawing, WallSurface } from '#shared/contract/wall'
import { gridOf, hangInGrid, originBeside, overlaps, wallText, type PanelGrid } from '#shared/domain/wallMeasures'

/** A measured panel of 55 inches, the one that is found most on walls; whoever measures writes over it. */
const panel55 = { panelWidthMm: 1_210, panelHeightMm: 680 }
const numbersAfterComma = 10

/** A grid to begin with: as the system arranges the displays, and with the panel that was measured before. */
export function firstGrid(surfaces: readonly WallSurface[]): PanelGrid {
  const known = surfaces.find(({ boundsMm }) => boundsMm !== null)?.boundsMm
  const panel = known ? { panelWidthMm: known.width, panelHeightMm: known.height } : panel55
  return { ...gridOf(surfaces), ...panel, frameMm: 0, gapXMm: 0, gapYMm: 0, upright: false }
}

/** The drawing with the surfaces of one wall of the room hung in a grid; `group` is undefined for those of no named wall. */
export function withGrid(drawing: WallDrawing, group: string | undefined, grid: PanelGrid): WallDrawing {
  const [mine, others] = [drawing.surfaces.filter((each) => each.group === group), drawing.surfaces.filter((each) => each.group !== group)]
  const hung = hangInGrid(mine, grid, originBeside(others))
  return {
    ...drawing,
    surfaces: drawing.surfaces.map((each) => (each.group === group ? { ...each, boundsMm: hung.get(each.surface) ?? null } : each)),
  }
}

/** The drawing with one surface corrected; lengths are rounded to a tenth of a millimetre. */
export function withSurface(drawing: WallDrawing, number: number, change: Partial<Pick<WallSurface, 'boundsMm' | 'group'>>): WallDrawing {
  return {
    ...drawing,
    surfaces: drawing.surfaces.map((each) => {
      if (each.surface !== number) return each
      const { group, ...rest } = { ...each, ...change }
      const boundsMm = rest.boundsMm === null ? null : rounded(rest.boundsMm)
      return { ...rest, boundsMm, ...(group === undefined || group === '' ? {} : { group }) }
    }),
  }
}

/** Names of the walls of the room, in the order of their displays; undefined stands for the displays of no named wall. */
export function groupsOf({ surfaces }: WallDrawing): (string | undefined)[] {
  return [...new Set(surfaces.map(({ group }) => group))]
}

/** What keeps a drawing from being right: displays that nobody has measured, and pairs that lie on each other. */
export function faultsOf({ surfaces }: WallDrawing): { unmeasured: number[]; overlapping: [number, number][] } {
  const unmeasured = surfaces.filter(({ boundsMm }) => boundsMm === null).map(({ surface }) => surface)
  const overlapping = surfaces.flatMap(({ surface, boundsMm }, index) =>
    surfaces
      .slice(index + 1)
      .filter((other) => boundsMm !== null && other.boundsMm !== null && overlaps(boundsMm, other.boundsMm))
      .map((other): [number, number] => [surface, other.surface]),
  )
  return { unmeasured, overlapping }
}

/** How large the text of a surface comes out: in its own pixels, and capitals of titles in minutes of arc; undefined until both were measured. */
export function textOn(
  { boundsMm, boundsPx }: WallSurface,
  viewingDistanceM: number | null,
): { heightPx: number; arcMinutes: number } | undefined {
  if (boundsMm === null || viewingDistanceM === null) return undefined
  const { share, arcMinutes } = wallText(boundsMm.height, viewingDistanceM)
  return { heightPx: share * boundsPx.height, arcMinutes }
}

function rounded(bounds: NonNullable<WallSurface['boundsMm']>): NonNullable<WallSurface['boundsMm']> {
  const tenth = (lengthMm: number): number => Math.round(lengthMm * numbersAfterComma) / numbersAfterComma
  return { x: tenth(bounds.x), y: tenth(bounds.y), width: tenth(bounds.width), height: tenth(bounds.height) }
}
