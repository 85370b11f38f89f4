import { osmPbfReader, osmXmlReader } from '#city/read/osmReader'
import type { SourceReader } from './draft'
import { geoJsonReader } from './geoJsonReader'
import type { ImportOptions } from './importOptions'
import type { SourceToRead } from './gatherDrafts'

/** Every reader, in the order in which they are asked. */
export const readers: readonly SourceReader[] = [geoJsonReader, osmXmlReader, osmPbfReader]

/** The files that the options name, in the order in which they are read. */
export function sourcesOf({ source, osm }: ImportOptions): SourceToRead[] {
  return [{ path: source }, ...(osm === undefined ? [] : [{ path: osm, only: ['road', 'water', 'facility'] as const }])]
}
