import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SourceRefused } from '#city/import/sourceRefused'
import type { Crs } from './crs'
import { openGeoTiff } from './geoTiffHeights'
import { mostPosts, type HeightSource } from './heightSource'
import { isHgt, mostHgtBytes, readHgt } from './hgt'
import { readZipEntry } from './zipEntry'

const mostZipBytes = 64_000_000

/**
 * Opens a file of heights, whose kind is told by its content: GeoTIFF, an SRTM tile, or one within a ZIP archive or packed with gzip. Throws SourceRefused
 * when it is none of them, or has more posts than may be.
 */
export async function openHeights(path: string, declared?: Crs): Promise<HeightSource> {
  const file = basename(path)
  let source: HeightSource
  try {
    source = await opened(path, file, declared)
  } catch (error) {
    if (error instanceof SourceRefused) throw error
    throw new SourceRefused('terrain-unreadable', { file, reason: (error as Error).message })
  }
  const posts = source.columns * source.rows
  if (posts > mostPosts) {
    await source.close()
    throw new SourceRefused('terrain-too-large', { millionPosts: Math.round(posts / 1e6), limit: Math.round(mostPosts / 1e6) })
  }
  return {
    ...source,
    // A file whose directory is sound may be broken further on.
    read: (window) =>
      source.read(window).catch((error: unknown) => {
        throw new SourceRefused('terrain-unreadable', { file, reason: (error as Error).message })
      }),
  }
}

async function opened(path: string, file: string, declared: Crs | undefined): Promise<HeightSource> {
  const { size } = await stat(path)
  const magic = await firstBytes(path)
  if (magic === 'II*\0' || magic === 'MM\0*' || magic === 'II+\0' || magic === 'MM\0+') return openGeoTiff(path, declared)
  if (magic === 'PK\x03\x04') {
    if (size > mostZipBytes) throw new Error(`a ZIP archive of ${size} bytes`)
    const { name, bytes } = readZipEntry(await readFile(path), /\.hgt$/i, mostHgtBytes)
    return readHgt(basename(name), bytes)
  }
  if (magic.startsWith('\x1f\x8b')) {
    if (size > mostZipBytes) throw new Error(`a packed file of ${size} bytes`)
    return readHgt(file.replace(/[.]gz$/i, ''), gunzipSync(await readFile(path), { maxOutputLength: mostHgtBytes }))
  }
  if (isHgt(file, size)) return readHgt(file, await readFile(path))
  throw new Error('it is neither a GeoTIFF nor an SRTM tile that is named after its corner (N16E107.hgt)')
}

async function firstBytes(path: string): Promise<string> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('latin1', 0, bytesRead)
  } finally {
    await handle.close()
  }
}
