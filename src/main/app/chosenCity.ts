import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { restorePrevious } from '#city/import/folderSwap'

/** Folder of the imported cities of an installation. */
export const citiesIn = (data: string): string => join(data, 'cities')

/**
 * Folder of the city to open: the one that the command line names, else the imported one that was chosen, else null for the one that is
 * shipped. A chosen city that is gone is passed over, since a room without its desk would be worse; a swap that a power cut stopped half
 * way is put right first.
 */
export function cityToOpen(onCommandLine: string | null, chosenId: string | undefined, data: string): string | null {
  if (onCommandLine !== null) return onCommandLine
  if (chosenId === undefined) return null
  const folder = join(citiesIn(data), chosenId)
  restorePrevious(folder)
  if (existsSync(join(folder, 'city.json'))) return folder
  console.error(`city: the chosen city is not in ${folder}; opening the one that is shipped`)
  return null
}
