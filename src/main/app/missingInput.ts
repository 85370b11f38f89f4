import { existsSync } from 'node:fs'
import type { Options } from './options'
import { scenarioFile, type Places } from './places'

/** What the options name and is not there, in words; null when all is. */
export function missingInput(options: Options, places: Places): string | null {
  if (options.gateway === null) {
    if (options.scenario === null || scenarioFile(places, options.scenario) !== null) return null
    return `there is no scenario "${options.scenario}" in ${places.scenarios}`
  }
  if (options.scenario !== null) return '--scenario is played by a gateway of our own; it does not go with --gateway'
  if (options.tokenFile === null) return '--gateway needs --token-file: the file with the station token of that gateway'
  return existsSync(options.tokenFile) ? null : `there is no token file ${options.tokenFile}`
}
