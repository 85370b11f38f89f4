import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import { fileFor } from './appFiles'

const contentSecurityPolicy = [
  "default-src 'self'",
  // Cesium's decoders are WebAssembly; nothing may be compiled from text.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Clips on the wall, from the station's copy.
  "media-src 'self' blob:",
  "connect-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Must run before the application is ready. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ])
}

/** Serves the bundled pages, and the city's data files. */
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
