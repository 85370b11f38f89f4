import { randomUUID } from 'node:crypto'
import { BrowserWindow, session, WebContentsView, type Session, type WebContents } from 'electron'
import type { MainCallInput } from '#shared/contract/ipc'
import { clipText } from '#shared/contract/text'
import type { WebPage, WebState } from '#shared/contract/webPage'
import { letWebTile } from './security'
import { webRuleOf, type WebRule } from './webRules'

/** A page that failed is tried again after this time: nobody can press anything on a wall. */
const retryMs = 30_000
/** Of what a navigation was ended for because another took its place. */
const aborted = -3

/** Web pages in tiles of walls: each in a view, a process and a memory of its own, without a way into the application. */
export type WebTiles = {
  show(owner: WebContents, wanted: MainCallInput<'web.show'>): void
  hide(owner: WebContents, id: string): void
}

type Shown = { view: WebContentsView; url: string; retry: NodeJS.Timeout | undefined }

/** `tell` says to the window that shows it what has become of a page. */
export function createWebTiles(pages: readonly WebPage[], tell: (owner: WebContents, state: WebState) => void): WebTiles {
  const tiles = new WeakMap<WebContents, Map<string, Shown>>()

  return {
    show(owner, { id, url, bounds, visible, zoom }) {
      const shown = tilesOf(owner)
      const rule = webRuleOf(url, pages)
      if (rule === undefined) {
        remove(owner, id)
        return tell(owner, { id, state: 'blocked', reason: '' })
      }
      let tile = shown.get(id)
      if (tile !== undefined && tile.url !== url) {
        remove(owner, id)
        tile = undefined
      }
      tile ??= open(owner, id, url, rule)
      if (tile === undefined) return
      tile.view.setBounds(bounds)
      tile.view.setVisible(visible)
      tile.view.webContents.setZoomFactor(zoom)
    },
    hide: remove,
  }

  function tilesOf(owner: WebContents): Map<string, Shown> {
    const known = tiles.get(owner)
    if (known !== undefined) return known
    const fresh = new Map<string, Shown>()
    tiles.set(owner, fresh)
    // A page that is loaded again knows nothing of what it showed before.
    const removeAll = (): void => {
      for (const id of [...fresh.keys()]) remove(owner, id)
    }
    owner.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => (isMainFrame && !isSameDocument ? removeAll() : undefined))
    owner.on('render-process-gone', removeAll)
    owner.once('destroyed', removeAll)
    return fresh
  }

  function open(owner: WebContents, id: string, url: string, rule: WebRule): Shown | undefined {
    const window = BrowserWindow.fromWebContents(owner)
    if (window === null) return undefined
    const view = new WebContentsView({
      webPreferences: {
        session: isolated(rule),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        disableDialogs: true,
        navigateOnDragDrop: false,
        spellcheck: false,
        backgroundThrottling: false,
      },
    })
    const tile: Shown = { view, url, retry: undefined }
    const { webContents } = view
    letWebTile(webContents, rule.mayGo)
    webContents.setAudioMuted(true)
    webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    const say = (state: WebState['state'], reason = ''): void => {
      if (!owner.isDestroyed()) tell(owner, { id, state, reason: clipText(reason, 300) })
    }
    let isBad = false
    const fail = (reason: string): void => {
      isBad = true
      say('failed', reason)
      clearTimeout(tile.retry)
      tile.retry = setTimeout(load, retryMs)
    }
    function load(): void {
      isBad = false
      say('loading')
      // What goes wrong is told by the events below.
      webContents.loadURL(url).catch(() => undefined)
    }
    webContents.on('did-navigate', (_event, _url, status, statusText) => {
      if (status >= 400) fail(`HTTP ${status} ${statusText}`)
    })
    webContents.on('did-finish-load', () => (isBad ? undefined : say('shown')))
    webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      if (isMainFrame && code !== aborted) fail(description === '' ? `error ${code}` : description)
    })
    webContents.on('will-redirect', (event) => {
      if (event.isMainFrame && !rule.mayGo(event.url)) fail(`it leads to ${new URL(event.url).origin}, which is on no list`)
    })
    webContents.on('render-process-gone', (_event, { reason }) => fail(reason))
    webContents.on('unresponsive', () => webContents.forcefullyCrashRenderer())
    tilesOf(owner).set(id, tile)
    window.contentView.addChildView(view)
    load()
    return tile
  }

  function remove(owner: WebContents, id: string): void {
    const shown = tiles.get(owner)
    const tile = shown?.get(id)
    if (tile === undefined) return
    shown?.delete(id)
    clearTimeout(tile.retry)
    const window = owner.isDestroyed() ? null : BrowserWindow.fromWebContents(owner)
    if (window !== null && !window.isDestroyed()) window.contentView.removeChildView(tile.view)
    tile.view.webContents?.close()
  }
}

/** A session that no other page shares and no disk keeps: no cookies, no permissions, no downloads, no addresses that were not named. */
function isolated(rule: WebRule): Session {
  const own = session.fromPartition(`web-${randomUUID()}`)
  own.setPermissionRequestHandler((_contents, _permission, decided) => decided(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.on('will-download', (event) => event.preventDefault())
  own.webRequest.onBeforeRequest(({ url }, decided) => decided({ cancel: !rule.mayLoad(url) }))
  return own
}
