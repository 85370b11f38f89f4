import type { BuildingUse, facilityKinds } from '#shared/contract/cityParts'
import type { DraftRoad } from '#city/import/draft'
import type { OsmTags } from './osmElement'

type RoadClass = DraftRoad['class']
type FacilityKind = (typeof facilityKinds)[number]

/** How OpenStreetMap's `highway` values are driven on; what is not here is not for cars (footways, steps, tracks under construction). */
const roadClassOf: Readonly<Record<string, RoadClass>> = {
  motorway: 'motorway',
  motorway_link: 'motorway',
  trunk: 'trunk',
  trunk_link: 'trunk',
  primary: 'primary',
  primary_link: 'primary',
  secondary: 'secondary',
  secondary_link: 'secondary',
  tertiary: 'tertiary',
  tertiary_link: 'tertiary',
  unclassified: 'residential',
  residential: 'residential',
  living_street: 'residential',
  road: 'residential',
  service: 'service',
  track: 'path',
}

const useOf: Readonly<Record<string, BuildingUse>> = {
  residential: 'residential',
  house: 'residential',
  apartments: 'residential',
  detached: 'residential',
  semidetached_house: 'residential',
  terrace: 'residential',
  dormitory: 'residential',
  bungalow: 'residential',
  farm: 'residential',
  hut: 'residential',
  cabin: 'residential',
  commercial: 'commercial',
  retail: 'commercial',
  supermarket: 'commercial',
  kiosk: 'commercial',
  shop: 'commercial',
  hotel: 'commercial',
  marketplace: 'commercial',
  restaurant: 'commercial',
  cafe: 'commercial',
  bank: 'commercial',
  office: 'office',
  industrial: 'industrial',
  warehouse: 'industrial',
  manufacture: 'industrial',
  factory: 'industrial',
  school: 'school',
  kindergarten: 'school',
  college: 'school',
  university: 'school',
  library: 'school',
  hospital: 'hospital',
  clinic: 'hospital',
  doctors: 'hospital',
  government: 'government',
  public: 'government',
  civic: 'government',
  townhall: 'government',
  police: 'government',
  fire_station: 'government',
  courthouse: 'government',
  post_office: 'government',
  religious: 'religious',
  church: 'religious',
  cathedral: 'religious',
  chapel: 'religious',
  temple: 'religious',
  pagoda: 'religious',
  mosque: 'religious',
  shrine: 'religious',
  monastery: 'religious',
  place_of_worship: 'religious',
  transportation: 'transport',
  train_station: 'transport',
  bus_station: 'transport',
  hangar: 'transport',
  parking: 'transport',
  garage: 'other',
  garages: 'other',
  shed: 'other',
  roof: 'other',
  greenhouse: 'other',
  farm_auxiliary: 'other',
  barn: 'other',
  stable: 'other',
  service: 'other',
  ruins: 'other',
}

const facilityByTag: readonly (readonly [key: string, value: string, kind: FacilityKind])[] = [
  ['amenity', 'hospital', 'hospital'],
  ['amenity', 'clinic', 'clinic'],
  ['amenity', 'doctors', 'clinic'],
  ['amenity', 'school', 'school'],
  ['amenity', 'kindergarten', 'school'],
  ['amenity', 'college', 'school'],
  ['amenity', 'university', 'school'],
  ['emergency', 'assembly_point', 'shelter'],
  ['social_facility', 'shelter', 'shelter'],
  ['amenity', 'police', 'police'],
  ['amenity', 'fire_station', 'fire-station'],
  ['amenity', 'townhall', 'government'],
  ['office', 'government', 'government'],
  ['man_made', 'pumping_station', 'pump-station'],
  ['power', 'substation', 'substation'],
  ['amenity', 'marketplace', 'market'],
  ['amenity', 'fuel', 'fuel'],
]

/** What an unnamed facility is called. */
export const facilityWords: Readonly<Record<FacilityKind, { vi: string; en: string }>> = {
  hospital: { vi: 'Bệnh viện', en: 'Hospital' },
  clinic: { vi: 'Phòng khám', en: 'Clinic' },
  school: { vi: 'Trường học', en: 'School' },
  shelter: { vi: 'Điểm trú ẩn', en: 'Shelter' },
  police: { vi: 'Công an', en: 'Police' },
  'fire-station': { vi: 'Trạm cứu hỏa', en: 'Fire station' },
  government: { vi: 'Cơ quan nhà nước', en: 'Public office' },
  'pump-station': { vi: 'Trạm bơm', en: 'Pumping station' },
  substation: { vi: 'Trạm biến áp', en: 'Substation' },
  market: { vi: 'Chợ', en: 'Market' },
  fuel: { vi: 'Cửa hàng xăng dầu', en: 'Fuel station' },
  other: { vi: 'Cơ sở khác', en: 'Other facility' },
}

/** The use of a building, as far as its tags tell; undefined when it is none, or only a part of one. */
export function buildingUse(tags: OsmTags): BuildingUse | undefined {
  const { building } = tags
  if (building === undefined || building === 'no' || building === 'construction') return undefined
  const own = useOf[building]
  if (own !== undefined) return own
  if (tags.amenity !== undefined && useOf[tags.amenity] !== undefined) return useOf[tags.amenity]
  if (tags.shop !== undefined || tags.tourism === 'hotel' || tags.tourism === 'guest_house') return 'commercial'
  if (tags.office !== undefined) return tags.office === 'government' ? 'government' : 'office'
  return building === 'yes' ? 'unknown' : 'other'
}

/** A way that cars may use, as far as its tags tell; undefined when they may not. */
export function roadOf(tags: OsmTags): Pick<DraftRoad, 'name' | 'ref' | 'class' | 'oneWay' | 'speedKmh' | 'bridge'> | undefined {
  const roadClass = roadClassOf[tags.highway ?? '']
  if (roadClass === undefined || tags.area === 'yes') return undefined
  const access = tags.motorcar ?? tags.motor_vehicle ?? tags.vehicle ?? tags.access
  if (access === 'no' || access === 'private') return undefined
  return {
    name: said(tags['name:vi']) ?? said(tags.name) ?? null,
    ref: said(tags.ref) ?? null,
    class: roadClass,
    oneWay: oneWayOf(tags),
    speedKmh: speedOf(tags.maxspeed),
    bridge: tags.bridge !== undefined && tags.bridge !== 'no',
  }
}

/** A text that says something: mappers write "fixme" where somebody is to find it out. */
function said(text: string | undefined): string | undefined {
  return text === undefined || /^fixme$/i.test(text.trim()) ? undefined : text
}

function oneWayOf(tags: OsmTags): -1 | 0 | 1 {
  const value = tags.oneway
  if (value === '-1' || value === 'reverse') return -1
  if (value === 'yes' || value === 'true' || value === '1') return 1
  if (value === 'no' || value === 'false' || value === '0') return 0
  // Both are one-way unless they say otherwise.
  return tags.highway === 'motorway' || tags.junction === 'roundabout' || tags.junction === 'circular' ? 1 : 0
}

function speedOf(text: string | undefined): number | null {
  const match = /^(\d{1,3})(?:\s*(mph|km\/h|kmh))?$/.exec(text?.trim() ?? '')
  if (match === null) return null
  const speed = Number(match[1]) * (match[2] === 'mph' ? 1.609344 : 1)
  return speed >= 5 && speed <= 150 ? speed : null
}

/** Widths of streams that say nothing of theirs, in metres: estimates, and far from surveyed. */
const streamWidthM: Readonly<Record<string, number>> = { river: 25, canal: 8, stream: 3, drain: 2, ditch: 1.5, tidal_channel: 10 }

/** Water that is drawn as a line, with its width; undefined when it is none or runs below the ground. */
export function streamWidth(tags: OsmTags): number | undefined {
  const usual = streamWidthM[tags.waterway ?? '']
  if (usual === undefined || tags.tunnel === 'yes' || tags.intermittent === 'yes') return undefined
  const width = Number.parseFloat((tags.width ?? '').replace(',', '.'))
  return width > 0 && width <= 5_000 ? width : usual
}

/** Water that is an area: a river within its banks, or standing; undefined when it is none. */
export function waterArea(tags: OsmTags): 'river' | 'lake' | undefined {
  if (tags.waterway === 'riverbank') return 'river'
  if (tags.natural === 'water') return tags.water === 'river' || tags.water === 'canal' || tags.water === 'stream' ? 'river' : 'lake'
  return tags.landuse === 'reservoir' || tags.landuse === 'basin' ? 'lake' : undefined
}

const greenLand: ReadonlySet<string> = new Set(['forest', 'grass', 'meadow', 'orchard', 'recreation_ground', 'village_green', 'cemetery'])
const builtUpLand: ReadonlySet<string> = new Set(['residential', 'commercial', 'retail', 'industrial'])

/** What the ground carries, for the base map: a railway above the ground, green or built-up land; undefined when it is none. */
export function groundKind(tags: OsmTags): 'rail' | 'green' | 'built-up' | undefined {
  if (tags.railway === 'rail') return tags.tunnel === 'yes' || tags.service !== undefined ? undefined : 'rail'
  if (tags.leisure === 'park' || tags.leisure === 'garden' || tags.natural === 'wood' || greenLand.has(tags.landuse ?? '')) return 'green'
  return builtUpLand.has(tags.landuse ?? '') ? 'built-up' : undefined
}

/** The kind of facility that the tags tell; undefined when it is none of ours. */
export function facilityKind(tags: OsmTags): FacilityKind | undefined {
  return facilityByTag.find(([key, value]) => tags[key] === value)?.[2]
}
