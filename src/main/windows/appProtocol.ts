import { realpathSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'

const host = 'bundle'
export const appOrigin = `app://${host}`
/** Path under the origin where the city's folder is served. */
export const cityPath = '/city-data'

const contentSecurityPolicy = [
  "default-src 'self'",
  // Cesium's decoders are WebAssembly; nothing may be compiled from text.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Kinds of files a city folder may hold; nothing else of it is served. */
const cityFileTypes = ['.json', '.geojson']

/** Must run before the application is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

/** Serves the bundled pages, and the city's data files below `cityPath`. */
export function serveAppProtocol(folders: { renderer: string; city: string }): void {
  protocol.handle('app', async (request) => {
    const file = fileFor(request.url, folders)
    if (file === null) return new Response('not found', { status: 404 })
    const found = await net.fetch(pathToFileURL(file).href).catch(() => null)
    if (found === null) return new Response('not found', { status: 404 })
    const headers = new Headers(found.headers)
    headers.set('Content-Security-Policy', contentSecurityPolicy)
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    return new Response(found.body, { status: found.status, headers })
  })
}

/** The file behind an address, or null when it is outside of what is served. */
export function fileFor(address: string, folders: { renderer: string; city: string }): string | null {
  const url = new URL(address)
  if (url.host !== host) return null
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (path.includes('\0')) return null
  if (path.startsWith(`${cityPath}/`)) {
    return cityFileTypes.includes(extname(path)) ? inside(folders.city, path.slice(cityPath.length)) : null
  }
  return inside(folders.renderer, path === '/' ? '/index.html' : path)
}

/** The real path of a file below a folder; null when it leaves the folder, also by a link, or does not exist. */
function inside(folder: string, path: string): string | null {
  const file = normalize(join(folder, path))
  if (!file.startsWith(folder + sep)) return null
  try {
    return realpathSync(file).startsWith(realpathSync(folder) + sep) ? file : null
  } catch {
    return null
  }
}
