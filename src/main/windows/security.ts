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

/** The same for what goes through the session; call when the application is ready. */
export function guardSession(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((_contents, _permission, decided) => decided(false))
  defaultSession.setPermissionCheckHandler(() => false)
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.webRequest.onBeforeRequest((details, decided) =>
    decided({ cancel: !allowedSchemes.includes(new URL(details.url).protocol) }),
  )
}
