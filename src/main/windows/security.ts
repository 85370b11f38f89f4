import { app, session } from 'electron'
import { appOrigin } from './appFiles'

/** Schemes a page may load from: its own, and what it makes itself. Everything else is another world and stays out. */
const allowedSchemes = ['app:', 'blob:', 'data:', 'devtools:']

/** Guards every page of the application, whatever is loaded in it: no navigation, no new windows, no permissions, no network. */
export function guardAllPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event, url) => {
      if (!url.startsWith(`${appOrigin}/`)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault()
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
