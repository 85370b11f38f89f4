import { app, powerMonitor, screen, type BrowserWindow, type Display } from 'electron'
import type { DisplayInfo, RememberedDisplay } from './displayIdentity'
import { createDisplayQuiet } from './displayQuiet'
import { planSurfaces, type Surface } from './displayMatch'
import { openRoomWindow, park, placeOn } from './roomWindow'

/** Which display the desk and the surfaces belong to. */
export type Seats = { deskHome: RememberedDisplay | null; surfaces: Surface[] }
/** One surface as the system has it now; its bounds are in the pixels of the display. */
export type SurfaceReport = { surface: number; present: boolean; label: string; boundsPx: DisplayInfo['bounds'] }

/** The desk and the wall: one window a display, each back on its own display whatever was plugged and unplugged. */
export type RoomWindows = {
  desk(): BrowserWindow | undefined
  /** Surfaces that have a display now, and those that are parked. */
  surfaces(): SurfaceReport[]
  /** Gives up a parked surface: its display will not come back. False when it is not parked. */
  forget(surface: number): boolean
  /** The window of a surface; undefined for one that has none. */
  wall(surface: number): BrowserWindow | undefined
  all(): BrowserWindow[]
}

/**
 * Opens a window on every display and keeps them where they belong, from the seats of the last time on. `onChange` hears of every
 * change of displays, with the seats to remember.
 */
export function openRoomWindows(maximumDisplays: number, lastTime: Seats, onChange: (seats: Seats) => void): RoomWindows {
  const walls = new Map<number, BrowserWindow>()
  let surfaces: Surface[] = lastTime.surfaces
  let reports: SurfaceReport[] = []
  let desk: BrowserWindow | undefined
  let deskHome: RememberedDisplay | null = lastTime.deskHome

  arrange()
  const rearrange = createDisplayQuiet({
    arrange,
    nowMs: () => performance.now(),
    after(delayMs, work) {
      const timer = setTimeout(work, delayMs)
      return () => clearTimeout(timer)
    },
  })
  screen.on('display-added', rearrange)
  screen.on('display-removed', rearrange)
  screen.on('display-metrics-changed', rearrange)
  // What changed while the machine slept is not always told.
  powerMonitor.on('resume', rearrange)
  powerMonitor.on('unlock-screen', rearrange)

  return {
    desk: () => (desk?.isDestroyed() === false ? desk : undefined),
    surfaces: () => reports,
    forget(surface) {
      if (reports.find((report) => report.surface === surface)?.present !== false) return false
      surfaces = surfaces.filter((known) => known.surface !== surface)
      walls.get(surface)?.destroy()
      walls.delete(surface)
      arrange()
      return true
    },
    wall: (surface) => (walls.get(surface)?.isDestroyed() === false ? walls.get(surface) : undefined),
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
    reports = plan.surfaces.map(({ surface, home, display }) => report(surface, display ?? home, display !== null))
    if (plan.desk !== undefined) arrangeDesk(plan.desk)
    onChange({ deskHome, surfaces })
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

function report(surface: number, { id, label, bounds }: RememberedDisplay, present: boolean): SurfaceReport {
  const scale = screen.getAllDisplays().find((display) => display.id === id)?.scaleFactor ?? 1
  const { x, y, width, height } = bounds
  const inPixels = (length: number): number => Math.round(length * scale)
  return {
    surface,
    present,
    label,
    boundsPx: { x: inPixels(x), y: inPixels(y), width: inPixels(width), height: inPixels(height) },
  }
}

function toInfo(display: Display): DisplayInfo {
  return { id: display.id, label: display.label, bounds: display.bounds, primary: display.id === screen.getPrimaryDisplay().id }
}
