import type { BuildingUse, Facility } from '#shared/contract/cityParts'
import { chanceOf, type Chance } from './chance'
import { type Facts, type Landmark, fromBankM } from './facts'
import type { FreeGround, Lot, Plan } from './lots'
import { distanceM, placeOf, type Place, type Position } from './plane'
import type { Townscape } from './townscape'

/** What stands on ground of its own: a landmark whose place is a fact, or something that a city of this size has somewhere. */
export type LargeSite = {
  id: string
  place: Place
  parts: Plan[]
  landmark: Landmark | undefined
  kind: Facility['kind'] | undefined
  name: { vi: string; en: string }
}

type Shape = { use: BuildingUse; frontageM: number; depthM: number; levels: number }

/** Forms of the landmarks are invented; their names and places are not. */
const landmarkShapes: Readonly<Record<string, Shape[]>> = {
  'ga-dong-ha': [{ use: 'transport', frontageM: 62, depthM: 16, levels: 2 }],
  'bao-tang': [{ use: 'government', frontageM: 48, depthM: 34, levels: 3 }],
  'dh-hue': [
    { use: 'school', frontageM: 64, depthM: 16, levels: 5 },
    { use: 'school', frontageM: 44, depthM: 14, levels: 4 },
  ],
  cdsp: [
    { use: 'school', frontageM: 66, depthM: 15, levels: 4 },
    { use: 'school', frontageM: 48, depthM: 14, levels: 3 },
  ],
  'thu-vien': [{ use: 'government', frontageM: 34, depthM: 22, levels: 3 }],
  'mine-action': [{ use: 'office', frontageM: 24, depthM: 15, levels: 2 }],
  'muong-thanh': [{ use: 'commercial', frontageM: 36, depthM: 24, levels: 14 }],
  'saigon-dong-ha': [{ use: 'commercial', frontageM: 42, depthM: 20, levels: 9 }],
}

type Want = {
  id: string
  kind: Facility['kind'] | undefined
  count: number
  shapes: Shape[]
  name: { vi: string; en: string }
  /** Where it may be: how dense, around which place, how far from the next of its kind. */
  density: readonly [number, number]
  around?: { at: Position; radiusM: number }
  apartM: number
}

const wanted: readonly Want[] = [
  {
    id: 'benh-vien',
    kind: 'hospital',
    count: 1,
    shapes: [
      { use: 'hospital', frontageM: 72, depthM: 20, levels: 7 },
      { use: 'hospital', frontageM: 54, depthM: 18, levels: 4 },
      { use: 'hospital', frontageM: 40, depthM: 16, levels: 3 },
    ],
    name: { vi: 'Bệnh viện đa khoa tỉnh', en: 'Provincial General Hospital' },
    density: [0.1, 0.5],
    around: { at: [107.0985, 16.7935], radiusM: 900 },
    apartM: 0,
  },
  {
    id: 'cho',
    kind: 'market',
    count: 1,
    shapes: [{ use: 'commercial', frontageM: 88, depthM: 46, levels: 2 }],
    name: { vi: 'Chợ Đông Hà', en: 'Đông Hà Market' },
    density: [0.5, 1],
    around: { at: [107.1003, 16.8222], radiusM: 420 },
    apartM: 0,
  },
  {
    id: 'cho-phuong',
    kind: 'market',
    count: 7,
    shapes: [{ use: 'commercial', frontageM: 44, depthM: 28, levels: 1 }],
    name: { vi: 'Chợ khu vực', en: 'Local market' },
    density: [0.2, 0.6],
    apartM: 1_300,
  },
  {
    id: 'truong',
    kind: 'school',
    count: 34,
    shapes: [
      { use: 'school', frontageM: 52, depthM: 11, levels: 3 },
      { use: 'school', frontageM: 38, depthM: 10, levels: 2 },
    ],
    name: { vi: 'Trường học', en: 'School' },
    density: [0.12, 0.85],
    apartM: 560,
  },
  {
    id: 'tru-so',
    kind: 'government',
    count: 12,
    shapes: [{ use: 'government', frontageM: 40, depthM: 16, levels: 4 }],
    name: { vi: 'Trụ sở cơ quan', en: 'Public office' },
    density: [0.35, 1],
    apartM: 420,
  },
  {
    id: 'cong-an',
    kind: 'police',
    count: 4,
    shapes: [{ use: 'government', frontageM: 26, depthM: 14, levels: 3 }],
    name: { vi: 'Trụ sở công an', en: 'Police post' },
    density: [0.3, 0.9],
    apartM: 1_700,
  },
  {
    id: 'pccc',
    kind: 'fire-station',
    count: 2,
    shapes: [{ use: 'government', frontageM: 34, depthM: 18, levels: 2 }],
    name: { vi: 'Đội chữa cháy và cứu nạn', en: 'Fire and rescue station' },
    density: [0.25, 0.8],
    apartM: 2_600,
  },
  {
    id: 'tram-y-te',
    kind: 'clinic',
    count: 8,
    shapes: [{ use: 'hospital', frontageM: 24, depthM: 12, levels: 2 }],
    name: { vi: 'Trạm y tế', en: 'Health station' },
    density: [0.15, 0.7],
    apartM: 1_100,
  },
  {
    id: 'chua',
    kind: undefined,
    count: 11,
    shapes: [{ use: 'religious', frontageM: 20, depthM: 18, levels: 1 }],
    name: { vi: 'Cơ sở tôn giáo', en: 'Place of worship' },
    density: [0.1, 0.7],
    apartM: 700,
  },
  {
    id: 'van-phong',
    kind: undefined,
    count: 16,
    shapes: [{ use: 'office', frontageM: 26, depthM: 18, levels: 7 }],
    name: { vi: 'Cao ốc văn phòng', en: 'Office building' },
    density: [0.55, 1],
    apartM: 230,
  },
  {
    id: 'cap-nuoc',
    kind: 'pump-station',
    count: 4,
    shapes: [{ use: 'other', frontageM: 18, depthM: 11, levels: 1 }],
    name: { vi: 'Trạm bơm', en: 'Pumping station' },
    density: [0.05, 0.4],
    apartM: 1_500,
  },
  {
    id: 'tram-bien-ap',
    kind: 'substation',
    count: 2,
    shapes: [{ use: 'other', frontageM: 22, depthM: 12, levels: 1 }],
    name: { vi: 'Trạm biến áp', en: 'Substation' },
    density: [0.03, 0.3],
    apartM: 2_500,
  },
  {
    id: 'nha-xuong',
    kind: undefined,
    count: 58,
    shapes: [{ use: 'industrial', frontageM: 56, depthM: 30, levels: 2 }],
    name: { vi: 'Nhà xưởng', en: 'Works' },
    density: [0, 0.16],
    around: { at: [107.0745, 16.7935], radiusM: 1_250 },
    apartM: 92,
  },
]

/** Builds all large sites, landmarks first, on ground that is still free. */
export function largeSites(facts: Facts, townscape: Townscape, ground: FreeGround): LargeSite[] {
  const chance = chanceOf('sites')
  const sites: LargeSite[] = []
  for (const [id, shapes] of Object.entries(landmarkShapes)) {
    const landmark = facts.landmarks.get(id)
    if (landmark === undefined) throw new Error(`the base map has no landmark ${id}`)
    const parts = firstThatFits(landmark.place, shapes, landmark.name?.vi ?? null, ground)
    sites.push({ id, place: landmark.place, parts, landmark, kind: undefined, name: landmark.name ?? { vi: id, en: id } })
  }
  for (const want of wanted) {
    const near: Place[] = []
    for (let attempt = 0; attempt < 30_000 && near.length < want.count; attempt++) {
      const place = somewhere(want, chance)
      const density = townscape.densityAt(place)
      if (density < want.density[0] || density > want.density[1] || townscape.wardOf(place) === undefined) continue
      if (fromBankM(facts, place) < 90 || near.some((other) => distanceM(other, place) < want.apartM)) continue
      const number = near.length + 1
      const parts = partsAt(place, want.shapes, chance() * Math.PI, want.count === 1 ? want.name.vi : null, ground)
      if (parts.length === 0) continue
      near.push(place)
      sites.push({
        id: want.count === 1 ? want.id : `${want.id}-${number}`,
        place,
        parts,
        landmark: undefined,
        kind: want.kind,
        name: want.count === 1 ? want.name : { vi: `${want.name.vi} ${number}`, en: `${want.name.en} ${number}` },
      })
    }
  }
  return sites
}

function somewhere({ around }: Want, chance: Chance): Place {
  if (around === undefined) return placeOf([107.035 + 0.11 * chance(), 16.77 + 0.09 * chance()])
  const [x, y] = placeOf(around.at)
  const angle = chance() * 2 * Math.PI
  const awayM = Math.sqrt(chance()) * around.radiusM
  return [x + Math.cos(angle) * awayM, y + Math.sin(angle) * awayM]
}

/** A landmark stands where it is: turned and, at most a few houses away, moved until nothing is in its way. */
function firstThatFits(place: Place, shapes: readonly Shape[], name: string | null, ground: FreeGround): Plan[] {
  for (const awayM of [0, 15, 30, 45, 60])
    for (let turn = 0; turn < 12; turn++) {
      const angle = (turn * Math.PI) / 6 + 0.6
      const near: Place = [place[0] + Math.cos(angle) * awayM, place[1] + Math.sin(angle) * awayM]
      const parts = partsAt(near, shapes, angle * 2, name, ground)
      if (parts.length > 0) return parts
    }
  throw new Error(`no room for the landmark ${name ?? ''}`)
}

/** The first shape around the place, the others behind and beside it where there is room; nothing when the first does not fit. */
function partsAt(place: Place, shapes: readonly Shape[], angle: number, name: string | null, ground: FreeGround): Plan[] {
  const inwards: Place = [Math.cos(angle), Math.sin(angle)]
  const side: Place = [inwards[1], -inwards[0]]
  const main = shapes[0]!
  const parts: Plan[] = []
  shapes.forEach(({ use, frontageM, depthM, levels }, index) => {
    const lot: Lot =
      index === 0
        ? { front: [place[0] - inwards[0] * (depthM / 2), place[1] - inwards[1] * (depthM / 2)], inwards, frontageM, depthM }
        : index === 1
          ? { front: moved(place, inwards, main.depthM / 2 + 16), inwards, frontageM, depthM }
          : { front: moved(moved(place, side, main.frontageM / 2 + 12), inwards, -main.depthM / 2), inwards: side, frontageM, depthM }
    if ((index === 0 || parts.length > 0) && ground.take(lot, 3))
      parts.push({ lot, use, levels, heightM: levels * 3.6 + 1.2, name: index === 0 ? name : null })
  })
  return parts
}

function moved([x, y]: Place, direction: Place, byM: number): Place {
  return [x + direction[0] * byM, y + direction[1] * byM]
}
