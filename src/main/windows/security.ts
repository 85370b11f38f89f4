import { app, session, type WebContents } from 'electron'
import { appOrigin } from './appFiles'

/** Schemes a page may load from: its own, and what it makes itself. Everything else is another world and stays out. */
const allowedSchemes = ['app:', 'blob:', 'data:', 'devtools:']

/** Where a web page on the wall may go; pages of the application are not in here and go nowhere. */
const webTiles = new WeakMap<WebContents, (url: string) => boolean>()

/** Lets a web page that the wall shows move where its rule allows; all else holds for it as for every page. */
export function letWebTile(contents: WebContents, mayGo: (url: string) => boolean): void {
  webTiles.set(contents, mayGo)
}

/** Guards every page of the application, whatever is loaded in it: no navigation, no new windows, no permissions, no network. */
export function guardAllPages(): void {
  // Without this the first certificate of this machine would be shown to whoever asks for one, and so would a name and a password.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, decided) => {
    event.preventDefault()
    decided()
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event, url) => {
      const mayGo = webTiles.get(contents) ?? ((address: string) => address.startsWith(`${appOrigin}/`))
      if (!mayGo(url)) event.preventDefault()
    })
    contents.on('will-redirect', (event, url) => {
      if (webTiles.get(contents)?.(url) !== true) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame && webTiles.get(contents)?.(event.url) !== true) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** A notice of the desktop, for who works in another window: the one thing that a page of ours may ask of the system. */
function isAllowed(permission: string): boolean {
  return permission === 'notifications'
}

/** The same for what goes through the session; call when the application is ready. */
export function guardSession(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, permission, decided) => decided(isAllowed(permission)))
  defaultSession.setPermissionCheckHandler((_contents, permission) => isAllowed(permission))
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.webRequest.onBeforeRequest((details, decided) =>
    decided({ cancel: !allowedSchemes.includes(new URL(details.url).protocol) }),
  )
}
