import { boundaryReader } from '#city/read/boundaries'
import { cityJsonReader } from '#city/read/cityJson'
import { facilitiesReader } from '#city/read/facilitiesCsv'
import { osmPbfReader, osmXmlReader } from '#city/read/osmReader'
import type { SourceReader } from './draft'
import { geoJsonReader } from './geoJsonReader'
import type { ImportOptions } from './importOptions'
import type { SourceToRead } from './gatherDrafts'

/** Every reader, in the order in which they are asked. */
export const readers: readonly SourceReader[] = [geoJsonReader, cityJsonReader, osmXmlReader, osmPbfReader]

/** The files that the options name, in the order in which they are read: where the city is, then what stands in it. */
export function sourcesOf({ source, osm, boundaries, validFrom, facilities }: ImportOptions): SourceToRead[] {
  const sources: SourceToRead[] = [{ path: source, main: true }]
  if (boundaries !== undefined) sources.unshift({ path: boundaries, reader: boundaryReader(validFrom) })
  if (osm !== undefined) sources.push({ path: osm, only: ['road', 'water', 'ground', 'facility'] })
  if (facilities !== undefined) sources.push({ path: facilities, reader: facilitiesReader })
  return sources
}
