import { buildingUses, type CityCamera, type Facility, type HeightBasis } from '#shared/contract/cityParts'
import type { CameraSight } from './cameraSights'
import type { CityParts } from './cityFiles'
import type { FeatureIdentity } from './liveLayer'
import type { MoverFix } from './moverStore'

/** What is known of one thing of the city, for its card: values as they are, words and units are the card's. */
export type FeatureFacts =
  | {
      kind: 'building'
      id: string
      use: (typeof buildingUses)[number]
      heightM: number
      heightBasis: HeightBasis
      levels: number
      /** Null when it is not known. */
      people: number | null
      groundM: number
      /** Water level that reaches it; null when none does. */
      floodM: number | null
      source: string
      synthetic: boolean
    }
  | { kind: 'facility'; facility: Facility }
  | { kind: 'camera'; camera: CityCamera; sight: CameraSight }
  | { kind: 'unit'; fix: MoverFix }

/** Facts about a thing; undefined when the city does not know it. */
export function factsOf(
  identity: FeatureIdentity,
  parts: CityParts,
  fixOf: (id: string) => MoverFix | undefined,
  sightOf: (camera: CityCamera) => CameraSight,
): FeatureFacts | undefined {
  switch (identity.layer) {
    case 'buildings':
      return parts.buildings && buildingFacts(parts.buildings, identity.id)
    case 'facilities': {
      const facility = parts.facilities?.find(({ id }) => id === identity.id)
      return facility && { kind: 'facility', facility }
    }
    case 'cameras': {
      const camera = parts.cameras?.find(({ id }) => id === identity.id)
      return camera && { kind: 'camera', camera, sight: sightOf(camera) }
    }
    case 'units': {
      const fix = fixOf(identity.id)
      return fix && { kind: 'unit', fix }
    }
    default:
      return undefined
  }
}

function buildingFacts(table: NonNullable<CityParts['buildings']>, id: string): FeatureFacts | undefined {
  const row = table.rowOf(id)
  if (row < 0) return undefined
  return {
    kind: 'building',
    id,
    use: buildingUses[table.use[row]!] ?? 'unknown',
    heightM: table.heightM[row]!,
    heightBasis: table.heightBasisOf(row),
    levels: table.levels[row]!,
    people: known(table.people[row]!),
    groundM: table.groundM[row]!,
    floodM: known(table.floodM[row]!),
    source: table.meta.source,
    synthetic: table.meta.synthetic,
  }
}

function known(value: number): number | null {
  return Number.isFinite(value) && value < 9_000 ? value : null
}
