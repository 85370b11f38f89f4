/** What one cell of a wall surface shows. */
export type Tile = { kind: 'city'; viewpointId: string; withClock: boolean } | { kind: 'alerts' } | { kind: 'clock' } | { kind: 'gauge' }

/** A surface: `whole` has one tile; in `list-and-side` the first is wide and the others are stacked beside it. */
export type Scene = { layout: 'whole' | 'list-and-side'; tiles: readonly Tile[] }

/**
 * The default scene of a wall surface (1 for the first). Odd surfaces show the city and even ones the list, so that two neighbours always
 * show both; the city views of a larger wall go through the city's viewpoints in turn.
 */
export function sceneOf(surface: number, viewpointIds: readonly string[]): Scene {
  if (surface % 2 === 1) {
    const turn = (surface - 1) / 2
    const viewpointId = viewpointIds[turn % viewpointIds.length] ?? ''
    return { layout: 'whole', tiles: [{ kind: 'city', viewpointId, withClock: turn % 2 === 0 }] }
  }
  if (surface % 4 === 2) return { layout: 'list-and-side', tiles: [{ kind: 'alerts' }, { kind: 'clock' }, { kind: 'gauge' }] }
  return { layout: 'whole', tiles: [{ kind: 'alerts' }] }
}
