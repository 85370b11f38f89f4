import { recognise, type DisplayInfo, type RememberedDisplay } from './displayIdentity'

/** One wall surface and the display it belongs to. */
export type Surface = { surface: number; home: RememberedDisplay }

/** Where everything goes for the displays there are now. */
export type Plan = {
  /** Display of the desk, which shares one with a surface while its own is away; undefined without any display. */
  desk: DisplayInfo | undefined
  /** The display the desk belongs to. */
  deskHome: RememberedDisplay | null
  /** Known surfaces with their display, new ones included; null is parked: its display is away. */
  surfaces: (Surface & { display: DisplayInfo | null })[]
}

/**
 * Gives the desk and every surface their display back. Displays that belong to nobody get new surfaces, lowest free number first, the
 * primary display first, then from left to right and top to bottom.
 */
export function planSurfaces(
  known: readonly Surface[],
  displays: readonly DisplayInfo[],
  deskHome: RememberedDisplay | null,
  maximumDisplays: number,
): Plan {
  const usable = [...displays].toSorted(byPlace).slice(0, maximumDisplays)
  const stranger = usable.find((display) => display.primary) ?? usable[0]
  const home = deskHome ?? (stranger && remember(stranger))
  const [desk = null, ...found] = recognise([...(home ? [home] : []), ...known.map((surface) => surface.home)], usable)
  const matched = known.map((surface, index) => seat(surface.surface, surface.home, found[index] ?? null))
  const fresh: Plan['surfaces'] = []
  for (const display of usable.filter((each) => each !== desk && !found.includes(each))) {
    fresh.push(seat(lowestFree([...matched, ...fresh].map(({ surface }) => surface)), remember(display), display))
  }
  return {
    desk: desk ?? stranger,
    deskHome: desk === null ? (home ?? null) : remember(desk),
    surfaces: [...matched, ...fresh].toSorted((a, b) => a.surface - b.surface),
  }
}

function seat(surface: number, home: RememberedDisplay, display: DisplayInfo | null): Plan['surfaces'][number] {
  return { surface, home: display === null ? home : remember(display), display }
}

function remember({ id, label, bounds }: DisplayInfo): RememberedDisplay {
  return { id, label, bounds }
}

function byPlace(a: DisplayInfo, b: DisplayInfo): number {
  if (a.primary !== b.primary) return a.primary ? -1 : 1
  return a.bounds.y - b.bounds.y || a.bounds.x - b.bounds.x
}

function lowestFree(taken: number[]): number {
  for (let number = 1; ; number += 1) if (!taken.includes(number)) return number
}
