import { app, screen, type BrowserWindow, type Display } from 'electron'
import type { DisplayInfo, RememberedDisplay } from './displayIdentity'
import { planSurfaces, type Surface } from './displayMatch'
import { openRoomWindow, park, placeOn } from './roomWindow'

/** Displays come and go in bursts (a cable pulled is three events): act once they have been quiet for this long. */
const quietMs = 150

/** The desk and the wall: one window a display, each back on its own display whatever was plugged and unplugged. */
export type RoomWindows = {
  desk(): BrowserWindow | undefined
  /** Surfaces that have a display now, and those that are parked. */
  surfaceCount(): number
  all(): BrowserWindow[]
}

/** Opens a window on every display and keeps them where they belong. `onChange` hears when surfaces were added. */
export function openRoomWindows(maximumDisplays: number, onChange: () => void): RoomWindows {
  const walls = new Map<number, BrowserWindow>()
  let surfaces: Surface[] = []
  let desk: BrowserWindow | undefined
  let deskHome: RememberedDisplay | null = null
  let quiet: NodeJS.Timeout | undefined

  arrange()
  const rearrange = (): void => {
    clearTimeout(quiet)
    quiet = setTimeout(arrange, quietMs)
  }
  screen.on('display-added', rearrange)
  screen.on('display-removed', rearrange)
  screen.on('display-metrics-changed', rearrange)

  return {
    desk: () => (desk?.isDestroyed() === false ? desk : undefined),
    surfaceCount: () => surfaces.length,
    all: () => [desk, ...walls.values()].filter((window) => window !== undefined && !window.isDestroyed()) as BrowserWindow[],
  }

  function arrange(): void {
    const displays = screen.getAllDisplays().map(toInfo)
    const plan = planSurfaces(surfaces, displays, deskHome, maximumDisplays)
    surfaces = plan.surfaces.map(({ surface, home }) => ({ surface, home }))
    deskHome = plan.deskHome
    for (const { surface, display } of plan.surfaces) {
      const window = walls.get(surface)
      if (display === null) {
        if (window !== undefined && !window.isDestroyed()) park(window)
      } else if (window === undefined || window.isDestroyed()) {
        walls.set(surface, openRoomWindow({ role: 'wall', surface }, display.bounds))
      } else {
        placeOn(window, display.bounds)
      }
    }
    if (plan.desk !== undefined) arrangeDesk(plan.desk)
    onChange()
  }

  function arrangeDesk(display: DisplayInfo): void {
    if (desk === undefined || desk.isDestroyed()) {
      desk = openRoomWindow({ role: 'desk', surface: 0 }, display.bounds)
      // Who closes the desk means the application: a wall without a desk has nobody to close it.
      desk.once('closed', () => app.quit())
    } else {
      placeOn(desk, display.bounds)
    }
    // Where the desk shares a display with a wall surface because its own is away, people come first.
    desk.moveTop()
  }
}

function toInfo(display: Display): DisplayInfo {
  return { id: display.id, label: display.label, bounds: display.bounds, primary: display.id === screen.getPrimaryDisplay().id }
}
