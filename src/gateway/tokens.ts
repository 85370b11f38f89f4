import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Secrets of one gateway: who may follow the log, and who may post messages. */
export type Tokens = { station: string; inlet: string }

/** File in the data folder that holds the token for posting, so that a script can read it. */
export const inletTokenFile = (dataFolder: string): string => join(dataFolder, 'inlet.token')
export const stationTokenFile = (dataFolder: string): string => join(dataFolder, 'station.token')

/** The tokens of a data folder, made at first start and readable by its owner only. */
export function readOrMakeTokens(dataFolder: string): Tokens {
  mkdirSync(dataFolder, { recursive: true })
  return { station: readOrMake(stationTokenFile(dataFolder)), inlet: readOrMake(inletTokenFile(dataFolder)) }
}

function readOrMake(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim()
    if (token.length >= 16) return token
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const token = randomBytes(24).toString('base64url')
  writeFileSync(file, token + '\n', { mode: 0o600 })
  return token
}
