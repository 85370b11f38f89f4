import { realpathSync } from 'node:fs'
import { extname, join, normalize, sep } from 'node:path'

const host = 'bundle'
/** Origin of the application's own pages. */
export const appOrigin = `app://${host}`
/** Path under the origin where the city's folder is served. */
export const cityPath = '/city-data'

/** Kinds of files a city folder may hold: tables, columns, tiles and pictures on them. Nothing else of it is served. */
const cityFileTypes = ['.json', '.geojson', '.gz', '.glb', '.png', '.jpg', '.ktx2']

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
    // What begins with a dot is not the city's: an import under way, or what was there before it.
    const isServed = cityFileTypes.includes(extname(path)) && !path.split('/').some((part) => part.startsWith('.'))
    return isServed ? inside(folders.city, path.slice(cityPath.length)) : null
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
