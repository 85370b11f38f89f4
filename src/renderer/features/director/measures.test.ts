import { describe, expect, it } from 'vitest'
import { wallDrawing, type WallDrawing, type WallSurface } from '#shared/contract/wall'
import { faultsOf, firstGrid, groupsOf, textOn, withGrid, withSurface } from './measures'

const surface = (number: number, group?: string): WallSurface => ({
  surface: number,
  present: true,
  label: '',
  boundsPx: { x: number * 1920, y: 0, width: 1920, height: 1080 },
  boundsMm: null,
  ...(group === undefined ? {} : { group }),
})
const drawing: WallDrawing = {
  id: 'w',
  name: 'w',
  viewingDistanceM: null,
  surfaces: [surface(1), surface(2), surface(3, 'Tường bên')],
}

describe('measuring', () => {
  it('begins with what is known, and hangs each wall of the room beside the others', () => {
    const grid = firstGrid(drawing.surfaces)
    expect(grid).toMatchObject({ rows: 1, columns: 3, panelWidthMm: 1210, panelHeightMm: 680 })
    const first = withGrid(drawing, undefined, { ...grid, columns: 2, frameMm: 5 })
    expect(first.surfaces.map(({ boundsMm }) => boundsMm?.x ?? null)).toEqual([0, 1220, null])
    const both = withGrid(first, 'Tường bên', { ...grid, panelWidthMm: 900 })
    expect(both.surfaces[2]?.boundsMm).toMatchObject({ x: 1220 + 1210 + 1000, width: 900 })
    expect(wallDrawing.safeParse(both).success).toBe(true)
    expect(faultsOf(first)).toEqual({ unmeasured: [3], overlapping: [] })
    expect(faultsOf(both).unmeasured).toEqual([])
    expect(firstGrid(both.surfaces.slice(2)).panelWidthMm).toBe(900)
  })

  it('is corrected display by display', () => {
    const hung = withGrid(drawing, undefined, firstGrid(drawing.surfaces))
    const moved = withSurface(hung, 2, { boundsMm: { x: 1100.04, y: 3.26, width: 1210, height: 680 } })
    expect(moved.surfaces[1]?.boundsMm).toEqual({ x: 1100, y: 3.3, width: 1210, height: 680 })
    expect(faultsOf(moved).overlapping).toEqual([[1, 2]])
    const named = withSurface(moved, 1, { group: 'Tường bên' })
    expect(groupsOf(named)).toEqual(['Tường bên', undefined])
    expect(groupsOf(withSurface(named, 1, { group: '' }))).toEqual([undefined, 'Tường bên'])
    expect(withSurface(named, 1, { group: '' }).surfaces[0]).not.toHaveProperty('group')
  })

  it('says how large the text comes out', () => {
    expect(textOn(surface(1), 3)).toBeUndefined()
    const measured = { ...surface(1), boundsMm: { x: 0, y: 0, width: 1210, height: 680 } }
    expect(textOn(measured, null)).toBeUndefined()
    expect(textOn(measured, 3)?.heightPx).toBeCloseTo(27.3, 1)
    expect(textOn(measured, 3)?.arcMinutes).toBeCloseTo(20, 6)
  })
})
