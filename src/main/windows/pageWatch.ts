import { availableParallelism, loadavg } from 'node:os'
import type { BrowserWindow, WebContents } from 'electron'
import { afterBeat, afterTime, faultOf, isLoading, loadedPage, patienceFor, type PageHealth } from './pageHealth'

const lookEveryMs = 500
/** An end this long ago no longer makes the watchdog patient. */
const forgivenAfterMs = 10 * 60_000

const pages = new Map<WebContents, PageHealth>()

/** Pages whose moment is quiet, as they said last. */
const quiet = new WeakSet<WebContents>()

/** Whether nobody needs the page just now, as far as it knows. */
export function isQuiet(contents: WebContents): boolean {
  return quiet.has(contents)
}

/** A page says that its thread runs, how many frames it has drawn since it was loaded, and whether the moment is quiet. */
export function beat(contents: WebContents, said: { frames: number; quiet: boolean }): void {
  if (said.quiet) quiet.add(contents)
  else quiet.delete(contents)
  const health = pages.get(contents)
  if (health !== undefined) pages.set(contents, afterBeat(health, said.frames))
}

/** Watches the page of a window for as long as the window lives, and ends a page that hangs, so that it can be loaded again. */
export function watchPage(window: BrowserWindow, name: string): void {
  const { webContents } = window
  const endedAtMs: number[] = []
  let lookedAtMs = Date.now()
  const startOver = (): void => void pages.set(webContents, loadedPage)
  startOver()
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => (isMainFrame && !isSameDocument ? startOver() : undefined))
  const look = setInterval(() => {
    const nowMs = Date.now()
    const elapsedMs = nowMs - lookedAtMs
    lookedAtMs = nowMs
    const health = afterTime(pages.get(webContents) ?? loadedPage, elapsedMs, window.isVisible() && !window.isMinimized())
    pages.set(webContents, health)
    const recentEnds = endedAtMs.filter((atMs) => nowMs - atMs < forgivenAfterMs).length
    const fault = faultOf(health, patienceFor(waitingPerProcessor(), recentEnds))
    if (fault === undefined) return
    const forMs = fault === 'silent' ? health.silentMs : health.stillMs
    console.error(`room: the page of ${name} ${said[fault]} for ${forMs} ms; ending it`)
    endedAtMs.push(nowMs)
    startOver()
    endPage(webContents)
  }, lookEveryMs)
  window.once('closed', () => {
    clearInterval(look)
    pages.delete(webContents)
  })
}

/** The system's load is a mean of the last minute: of a wall that has just been opened it knows nothing yet, but its pages are counted. */
function waitingPerProcessor(): number {
  const loading = [...pages.values()].filter(isLoading).length
  return Math.max(loadavg()[0] ?? 0, loading) / availableParallelism()
}

const said = { silent: 'has said nothing', still: 'has drawn nothing' } as const

/** Ends a page by a signal: one that was stopped, or that waits in the system, hears nothing else. */
function endPage(webContents: WebContents): void {
  const pid = webContents.getOSProcessId()
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL')
  } catch {
    // It ended between the look and the signal; who loads it again hears of that anyway.
  }
}
