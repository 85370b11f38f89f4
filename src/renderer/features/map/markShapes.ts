import type { Severity } from '#shared/contract/alert'

/** Adds the outline of a severity's shape to the path: diamond, triangle, square or circle, of about the same visual weight. */
export function traceSeverity(context: CanvasRenderingContext2D, severity: Severity, x: number, y: number, radiusPx: number): void {
  if (severity === 'low') {
    context.moveTo(x + radiusPx * 0.9, y)
    context.arc(x, y, radiusPx * 0.9, 0, 2 * Math.PI)
    return
  }
  cornersOf(severity).forEach(([across, down], index) => {
    if (index === 0) context.moveTo(x + across * radiusPx, y + down * radiusPx)
    else context.lineTo(x + across * radiusPx, y + down * radiusPx)
  })
  context.closePath()
}

function cornersOf(severity: Exclude<Severity, 'low'>): readonly (readonly [number, number])[] {
  switch (severity) {
    case 'critical':
      return [
        [0, -1.2],
        [1.2, 0],
        [0, 1.2],
        [-1.2, 0],
      ]
    case 'high':
      return [
        [0, -1.1],
        [1.15, 0.9],
        [-1.15, 0.9],
      ]
    case 'medium':
      return [
        [-0.85, -0.85],
        [0.85, -0.85],
        [0.85, 0.85],
        [-0.85, 0.85],
      ]
  }
}
