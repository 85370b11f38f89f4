import type { Severity } from '#shared/contract/alert'
import { compareMarks, type AlertMark } from './marks'

/** A mark with where its foot stands in the picture. */
export type PlacedMark = { mark: AlertMark; x: number; y: number }

/** Marks that stand so close that one of them speaks for all. `lead` is the most severe, or the selected one. */
export type MarkCluster = { lead: PlacedMark; members: PlacedMark[]; counts: Record<Severity, number>; raised: boolean }

/**
 * Gathers marks that fall within `radiusPx` of one that matters more. A critical mark joins only another critical one, so that its
 * colour and shape are always on the screen; where it stands too close to another lead it is `raised` above it.
 * The order of `marks` does not change the result.
 */
export function clusterMarks(marks: readonly PlacedMark[], radiusPx: number, selectedId: string | null): MarkCluster[] {
  const grid = new Map<string, MarkCluster[]>()
  const clusters: MarkCluster[] = []
  for (const placed of marks.toSorted((a, b) => compareMarks(a.mark, b.mark, selectedId))) {
    const near = neighbours(grid, placed, radiusPx)
    const host = near.find(({ lead }) => placed.mark.severity !== 'critical' || lead.mark.severity === 'critical')
    if (host !== undefined) {
      host.members.push(placed)
      host.counts[placed.mark.severity]++
      continue
    }
    const cluster: MarkCluster = {
      lead: placed,
      members: [placed],
      counts: { critical: 0, high: 0, medium: 0, low: 0, [placed.mark.severity]: 1 },
      raised: near.length > 0,
    }
    clusters.push(cluster)
    const key = keyOf(placed, radiusPx, 0, 0)
    grid.set(key, [...(grid.get(key) ?? []), cluster])
  }
  return clusters
}

function neighbours(grid: Map<string, MarkCluster[]>, placed: PlacedMark, radiusPx: number): MarkCluster[] {
  const found: MarkCluster[] = []
  for (const column of [-1, 0, 1])
    for (const row of [-1, 0, 1])
      for (const cluster of grid.get(keyOf(placed, radiusPx, column, row)) ?? [])
        if (Math.hypot(cluster.lead.x - placed.x, cluster.lead.y - placed.y) <= radiusPx) found.push(cluster)
  return found.toSorted((a, b) => distance(a.lead, placed) - distance(b.lead, placed))
}

function distance(a: PlacedMark, b: PlacedMark): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

function keyOf({ x, y }: PlacedMark, sizePx: number, column: number, row: number): string {
  return `${Math.floor(x / sizePx) + column}:${Math.floor(y / sizePx) + row}`
}
