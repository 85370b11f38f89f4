import type { CityBytes } from '#analysis/cityModel'
import type { CityManifest } from '#shared/contract/city'
import { answerInputs } from '#shared/contract/cityAnswer'

/** Fetches the files of a city that questions read; those that the city does not name are left out. Throws an Error that names the file. */
export async function fetchCityBytes(folderUrl: string, files: CityManifest['files'], get: typeof fetch = fetch): Promise<CityBytes> {
  const bytes: CityBytes = {}
  await Promise.all(
    answerInputs.map(async (input) => {
      const path = files[input]
      if (path === undefined) return
      const response = await get(`${folderUrl.replace(/\/?$/, '/')}${path}`)
      if (!response.ok || response.body === null) throw new Error(`${path}: HTTP ${response.status}`)
      const isPacked = path.endsWith('.gz')
      const stream = isPacked ? response.body.pipeThrough(new DecompressionStream('gzip')) : response.body
      const content = new Uint8Array(await new Response(stream).arrayBuffer())
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', content))
      bytes[input] = { bytes: content, sha256: [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') }
    }),
  )
  return bytes
}
