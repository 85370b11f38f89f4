import type { ReadLimits } from './draft'

export type ImportOptions = {
  /** The building source: any of the formats, told apart by content. */
  source: string
  /** The city's folder: made, or replaced as a whole when it is one already. */
  out: string
  id: string
  nameVi?: string
  nameEn?: string
  timeZone?: string
  /** `EPSG:9212`; left out, the source's own word is taken. */
  crs?: string
  heightField?: string
  idsFromCentroid?: boolean
  assumeHeights?: boolean
  /** Features that cannot be used are left out and reported, instead of ending the import. */
  keepBad?: boolean
  dem?: string
  /** Zero of the river gauge above the height datum, in metres; 0 when it is left out. */
  gaugeZeroM?: number
  osm?: string
  boundaries?: string
  /** ISO date from which the codes of the boundaries hold. */
  validFrom?: string
  facilities?: string
  licence?: string
  /** Where the data is from, in words for the screen. */
  sourceName?: string
  /** It was made up to look plausible. */
  synthetic?: boolean
  limits?: ReadLimits
}
