import { crc32 } from 'node:zlib'

/** A row is not what was written: found by its checksum. It has the code that SQLite gives a damaged file, and is treated like one. */
export class DamagedRow extends Error {
  readonly code = 'SQLITE_CORRUPT_ROW'
  constructor(where: string) {
    super(`${where} is not what was written: its checksum is wrong`)
  }
}

/** CRC-32 over what names a row and what it says. It finds every flipped byte; it is no proof against a forger. */
export function rowChecksum(name: string, content: string | Uint8Array): number {
  return crc32(content, crc32(name))
}

/**
 * What the JSON of a row says. Throws a DamagedRow unless its checksum is right; a row without one (from before there were any) only
 * has to be JSON.
 */
export function readRow<T>(checksum: number | null, name: string, content: string): T {
  if (checksum !== null && checksum !== rowChecksum(name, content)) throw new DamagedRow(name)
  try {
    return JSON.parse(content) as T
  } catch {
    throw new DamagedRow(name)
  }
}
