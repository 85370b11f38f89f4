import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders and files of one installation, all absolute. */
export type Places = {
  data: string
  gatewayData: string
  stationData: string
  settingsFile: string
  displaysFile: string
  city: string
  scenarios: string
  samples: string
}

/** Where things are, from the data folder and the folder of shipped resources. */
export function placesIn(data: string, resources: string, city: string | null): Places {
  return {
    data,
    gatewayData: join(data, 'gateway'),
    stationData: join(data, 'station'),
    settingsFile: join(data, 'settings.json'),
    displaysFile: join(data, 'displays.json'),
    city: city ?? join(resources, 'city', 'dong-ha'),
    scenarios: join(resources, 'scenarios'),
    samples: join(resources, 'samples'),
  }
}

/** Makes the folder and proves that it can be written; returns what the system says when it cannot. */
export function probeWritable(folder: string): string | null {
  const probe = join(folder, `.write-probe-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, 'probe')
    rmSync(probe)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

/** File of a scenario by its name, or null when there is none. */
export function scenarioFile(places: Places, name: string): string | null {
  const file = join(places.scenarios, `${name}.jsonl`)
  return /^[a-z0-9-]+$/i.test(name) && existsSync(file) ? file : null
}

export const readToken = (file: string): string => readFileSync(file, 'utf8').trim()
