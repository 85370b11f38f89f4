import { cellToBoundary, latLngToCell } from 'h3-js'
import { worldLine, type World } from './ellipsoid'
import type { LiveLayer } from './liveLayer'
import type { AlertMark } from './marks'
import { projectRing } from './projection'

type Cell = { count: number; ring: World[] }

// Hexagons of about 200 m across the corners: blocks of a city.
const resolution = 9

/** How many alerts that go on stand in each hexagon (H3): where the city has most to do. */
export function createHeatLayer(marks: () => readonly AlertMark[]): LiveLayer {
  let counted: readonly AlertMark[] = []
  let cells: Cell[] = []
  return {
    id: 'heat',
    paint({ context, text, view, palette }) {
      if (counted !== marks()) {
        counted = marks()
        cells = countCells(counted)
      }
      const most = cells.reduce((highest, { count }) => Math.max(highest, count), 1)
      for (const { count, ring } of cells) {
        const corners = projectRing(view, ring)
        if (corners.length < 3) continue
        context.beginPath()
        corners.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
        context.closePath()
        context.fillStyle = palette.text
        context.globalAlpha = 0.1 + 0.4 * (count / most)
        context.fill()
        context.globalAlpha = 0.5
        context.strokeStyle = palette.text
        context.lineWidth = 1
        context.stroke()
        context.globalAlpha = 1
        const xs = corners.map(({ x }) => x)
        if (Math.max(...xs) - Math.min(...xs) < 26 * palette.textScale) continue
        const style = { weight: 600, sizePx: 11 * palette.textScale } as const
        const word = String(count)
        const y = corners.reduce((sum, corner) => sum + corner.y, 0) / corners.length
        text.draw(
          word,
          xs.reduce((sum, x) => sum + x, 0) / xs.length - text.width(word, style) / 2,
          y,
          style,
          palette.text,
          palette.surface,
        )
      }
    },
  }
}

function countCells(marks: readonly AlertMark[]): Cell[] {
  const counts = new Map<string, number>()
  for (const { place, cleared } of marks) {
    if (place === null || cleared) continue
    const cell = latLngToCell(place.latDeg, place.lonDeg, resolution)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  return [...counts].map(([cell, count]) => ({ count, ring: worldLine(cellToBoundary(cell, true) as [number, number][]) }))
}
