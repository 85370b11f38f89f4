import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decodeColumns } from '#analysis/columns'
import type { CityManifest } from '#shared/contract/city'
import type { Timers } from '#shared/timers'
import { createDemoUnits } from './connectors/scenario/demoUnits'
import type { PositionBoard } from './positionBoard'

const everyMs = 1_000
const seed = 20201018

type Options = {
  cityFolder: string
  manifest: CityManifest
  board: PositionBoard
  /** Epoch milliseconds. */
  now(): number
  timers: Timers
  onTrouble(error: unknown): void
}

/** While a scenario is played, units of the exercise drive on the city's roads, one position a second. A city without roads has none. Returns how to stop. */
export function startDemoFleet({ cityFolder, manifest, board, now, timers, onTrouble }: Options): () => void {
  const { roads } = manifest.files
  if (roads === undefined) return () => undefined
  try {
    const { columns } = decodeColumns(new Uint8Array(gunzipSync(readFileSync(join(cityFolder, roads)))))
    const units = createDemoUnits(columns, seed)
    return timers.every(everyMs, () => board.put(units.drive(everyMs / 1_000, now())))
  } catch (error) {
    onTrouble(error)
    return () => undefined
  }
}
