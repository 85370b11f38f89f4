import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, resolve, sep } from 'node:path'
import { build } from 'vite'

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.geojson': 'application/json',
  '.wasm': 'application/wasm',
}

/** Builds the page of the benchmark and serves it on this machine, with a city folder under `/city` and Cesium's files under `/cesium`. */
export async function servePage(cityFolder: string, outFolder: string): Promise<{ url: string; close(): void }> {
  await build({
    root: resolve('bench/map/page'),
    configFile: false,
    logLevel: 'warn',
    define: { CESIUM_BASE_URL: JSON.stringify('/cesium/') },
    build: { outDir: outFolder, emptyOutDir: true, target: 'chrome130', chunkSizeWarningLimit: 8_000 },
  })
  const folders: Record<string, string> = { city: resolve(cityFolder), cesium: resolve('node_modules/cesium/Build/Cesium') }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://here').pathname)
    const [, first = '', ...rest] = path.split('/')
    const folder = folders[first] ?? outFolder
    const file = normalize(join(folder, folders[first] === undefined ? (path === '/' ? 'index.html' : path) : rest.join('/')))
    try {
      if (!file.startsWith(folder + sep) || !statSync(file).isFile()) throw new Error('not a file of this page')
    } catch {
      response.writeHead(404).end()
      return
    }
    // A page of its own is given a clock of microseconds.
    response.writeHead(200, {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}
