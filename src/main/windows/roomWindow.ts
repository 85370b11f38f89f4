import { join } from 'node:path'
import { BrowserWindow, type Rectangle, type WebContents } from 'electron'
import type { WindowRole } from '#shared/contract/ipc'
import { appOrigin } from './appFiles'
import { watchPage } from './pageWatch'

/** What a window is for: its role and, on the wall, the number of its surface. */
export type WindowPurpose = { role: WindowRole; surface: number }

/** A page that keeps dying is loaded again at this pace at most. */
const longestReloadDelayMs = 10_000
/** A death this long ago no longer slows the next reload down. */
const forgivenAfterMs = 60_000

const purposes = new WeakMap<WebContents, WindowPurpose>()

/** Opens one borderless full-screen window on a display. Its page runs sandboxed and knows nothing but its role. */
export function openRoomWindow(purpose: WindowPurpose, bounds: Rectangle): BrowserWindow {
  const window = new BrowserWindow({
    ...bounds,
    frame: false,
    fullscreen: true,
    autoHideMenuBar: true,
    backgroundColor: '#0b0f14',
    title: purpose.role === 'desk' ? 'Toàn Cảnh' : `Toàn Cảnh ${purpose.surface}`,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // A wall shows what happens whether anybody has clicked on it or not.
      backgroundThrottling: false,
      spellcheck: false,
      // An alert sounds in a window that nobody has clicked on yet.
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  purposes.set(window.webContents, purpose)
  const name = nameOf(purpose)
  reloadWhenGone(window, name)
  watchPage(window, name)
  void window.loadURL(`${appOrigin}/index.html?role=${purpose.role}&surface=${purpose.surface}`)
  return window
}

/** What the output and notices call a window. */
export function nameOf(purpose: WindowPurpose | undefined): string {
  return purpose?.role === 'wall' ? `wall ${purpose.surface}` : (purpose?.role ?? '')
}

/** What a page was opened for; undefined for a page that is not ours. */
export function purposeOf(contents: WebContents): WindowPurpose | undefined {
  return purposes.get(contents)
}

/** Brings a window to a display, full screen, also from another display or from being hidden. */
export function placeOn(window: BrowserWindow, bounds: Rectangle): void {
  const settle = (): void => {
    if (window.isDestroyed()) return
    window.setBounds(bounds)
    window.show()
    window.setFullScreen(true)
  }
  if (isAt(window.getBounds(), bounds) && window.isVisible() && window.isFullScreen()) return
  if (!window.isFullScreen()) return settle()
  // A full-screen window does not move: it has to leave, go there, and fill the screen again.
  window.once('leave-full-screen', settle)
  window.setFullScreen(false)
}

/** Puts a window away without ending it: its page, its place in the log and its city view stay alive. */
export function park(window: BrowserWindow): void {
  window.setFullScreen(false)
  window.hide()
}

// At a scale that is not whole the system rounds a window outwards and its display inwards: a window that is there must not be moved again and again.
function isAt(one: Rectangle, other: Rectangle): boolean {
  return (['x', 'y', 'width', 'height'] as const).every((edge) => Math.abs(one[edge] - other[edge]) <= 2)
}

/** A page that died, or that the watchdog ended, comes back by itself with the state of the station. */
function reloadWhenGone(window: BrowserWindow, name: string): void {
  const { webContents } = window
  let deaths = 0
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    const delayMs = Math.min(longestReloadDelayMs, 100 * 2 ** deaths)
    deaths += 1
    console.error(`room: the page of ${name} ended (${details.reason}, ${details.exitCode}); loading it again in ${delayMs} ms`)
    setTimeout(() => (window.isDestroyed() ? undefined : webContents.reload()), delayMs)
    setTimeout(() => (deaths -= 1), forgivenAfterMs).unref()
  })
}
