import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockFile, type FileLock } from './fileLock'
import { problemOf } from './openDatabase'

/** Claims of this process, for as long as it lives: one that nobody holds on to is given back with the rubbish. */
const held: FileLock[] = []

/**
 * Claims a station's data folder for this process: two stations on one cache would take each other's facts for repeats and not
 * show them. A folder that cannot be written needs no claim, as nothing is kept there.
 * @returns false when another station has it.
 */
export function claimFolder(dataFolder: string): boolean {
  try {
    mkdirSync(dataFolder, { recursive: true })
    const lock = lockFile(join(dataFolder, 'station.lock'))
    if (lock !== null) held.push(lock)
    return lock !== null
  } catch (error) {
    if (problemOf(error) === undefined) throw error
    return true
  }
}
