import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { alertTypesFile, type AlertTypesFile } from '#shared/contract/alertType'
import { cityManifest, gaugesFile, type CityManifest, type Gauge } from '#shared/contract/city'
import { problemsIn } from '#shared/contract/problems'
import { restorePrevious } from './import/folderSwap'

export type City = { manifest: CityManifest; gauges: ReadonlyMap<string, Gauge>; alertTypes?: AlertTypesFile }

/** Reads a city folder: its manifest, its gauges and, where it has them, its alert types. Throws an Error that names the file and what is wrong with it. */
export function readCity(folder: string): City {
  restorePrevious(folder)
  const manifest = readJson(join(folder, 'city.json'), cityManifest)
  const file = readJson(join(folder, manifest.files.gauges), gaugesFile)
  const { alertTypes } = manifest.files
  return {
    manifest,
    gauges: new Map(file.gauges.map((gauge) => [gauge.id, gauge])),
    ...(alertTypes !== undefined && { alertTypes: readJson(join(folder, alertTypes), alertTypesFile) }),
  }
}

function readJson<T extends z.ZodType>(file: string, schema: T): z.infer<T> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Error(`${file}: ${problemsIn(parsed.error)}`)
  return parsed.data
}
