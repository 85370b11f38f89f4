import { displayKey, type DisplayInfo } from './displayIdentity'

/** One wall surface and the display it belongs to, by key and by the place it had. */
export type Surface = { surface: number; key: string; bounds: DisplayInfo['bounds'] }

/** Where everything goes for the displays there are now. */
export type Plan = {
  /** Display of the desk. */
  desk: DisplayInfo | undefined
  /** Known surfaces with their display, new ones included; null is parked: its display is away. */
  surfaces: (Surface & { display: DisplayInfo | null })[]
}

/**
 * Gives every display its surface back. A surface belongs to the display with its key; failing that, to a display that no
 * surface claims and that stands exactly where its own stood (a replaced panel). Displays left over get new surfaces, lowest
 * free number first, from left to right and top to bottom.
 */
export function planSurfaces(
  known: readonly Surface[],
  displays: readonly DisplayInfo[],
  deskKey: string | null,
  maximumDisplays: number,
): Plan {
  const usable = [...displays].toSorted(byPlace).slice(0, maximumDisplays)
  const keyOf = (display: DisplayInfo): string => displayKey(display, displays)
  const desk = usable.find((display) => keyOf(display) === deskKey) ?? usable.find((display) => display.primary) ?? usable[0]
  const claimed = new Set<number>()
  const isFree = (display: DisplayInfo): boolean =>
    !claimed.has(display.id) && (deskKey === null ? display !== desk : keyOf(display) !== deskKey)
  const claim = (display: DisplayInfo | undefined): DisplayInfo | null => {
    if (display !== undefined) claimed.add(display.id)
    return display ?? null
  }

  const byKey = known.map((surface) => ({
    ...surface,
    display: claim(usable.find((display) => isFree(display) && keyOf(display) === surface.key)),
  }))
  const matched = byKey.map((surface) =>
    surface.display !== null
      ? surface
      : { ...surface, display: claim(usable.find((display) => isFree(display) && isSamePlace(display.bounds, surface.bounds))) },
  )
  const fresh: Plan['surfaces'] = []
  for (const display of usable.filter(isFree)) {
    claimed.add(display.id)
    const number = lowestFree([...matched, ...fresh].map((surface) => surface.surface))
    fresh.push({ surface: number, key: keyOf(display), bounds: display.bounds, display })
  }
  const all = [...matched, ...fresh].map((surface) =>
    surface.display === null ? surface : { ...surface, key: keyOf(surface.display), bounds: surface.display.bounds },
  )
  return { desk, surfaces: all.toSorted((a, b) => a.surface - b.surface) }
}

function byPlace(a: DisplayInfo, b: DisplayInfo): number {
  if (a.primary !== b.primary) return a.primary ? -1 : 1
  return a.bounds.y - b.bounds.y || a.bounds.x - b.bounds.x
}

function isSamePlace(a: DisplayInfo['bounds'], b: DisplayInfo['bounds']): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height
}

function lowestFree(taken: number[]): number {
  for (let number = 1; ; number += 1) if (!taken.includes(number)) return number
}
