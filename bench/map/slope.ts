/** Least squares through points: the slope, and half the width of its 95 % confidence interval (normal approximation, points taken as independent). */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): { slope: number; confidence95: number } {
  const count = points.length
  if (count < 3) return { slope: Number.NaN, confidence95: Number.NaN }
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / count
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / count
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0)
  return { slope, confidence95: 1.96 * Math.sqrt(rest / (count - 2) / spread) }
}
