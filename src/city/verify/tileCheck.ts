import { buildingUses } from '#shared/contract/cityParts'
import { Unsound } from './findingTable'
import { readGlb, type ReadGlb } from './glbReader'

/** The properties of one building as its tile gives them. */
export type TileBuilding = {
  id: string
  use: number
  levels: number
  height: number
  ground: number
  people: number
  floodLevel: number
  ward: string
}

export type CheckedTile = {
  buildings: TileBuilding[]
  triangles: number
  /** Corners of all vertices in the tile's frame, z up: least and most of x, y, z. */
  min: [number, number, number]
  max: [number, number, number]
}

const numbers = { height: 'FLOAT32', ground: 'FLOAT32', people: 'FLOAT32', floodLevel: 'FLOAT32', levels: 'UINT8', use: 'UINT8' } as const
const sizes = { FLOAT32: 4, UINT8: 1 } as const

/** Checks one tile's glb against what a tile of buildings must be. Throws Unsound for the first thing that is wrong. */
export async function checkTile(bytes: Uint8Array): Promise<CheckedTile> {
  const glb = await readGlb(bytes)
  const vertexCount = glb.positions.values.length / 3
  if (glb.positions.components !== 3 || glb.normals.values.length !== vertexCount * 3 || glb.featureIds.values.length !== vertexCount)
    throw new Unsound('glb-broken', { reason: 'its attributes have different lengths' })
  if (glb.indices.values.length % 3 !== 0) throw new Unsound('glb-broken', { reason: 'its last triangle is not whole' })
  const beyond = glb.indices.values.find((index) => index >= vertexCount)
  if (beyond !== undefined) throw new Unsound('glb-index-range', { index: beyond, count: vertexCount })
  checkFeatureIds(glb)
  const { min, max } = limitsOf(glb)
  return { buildings: buildingsOf(glb), triangles: glb.indices.values.length / 3, min, max }
}

function checkFeatureIds({ featureIds, featureCount, featureIdsAre16Bit, metadata }: ReadGlb): void {
  const table = metadata.propertyTables[0]!.count
  if (featureIdsAre16Bit && featureCount > 65_536) throw new Unsound('glb-too-many-ids', { count: featureCount })
  const seen = new Set(featureIds.values)
  const used = featureIds.values.reduce((most, id) => Math.max(most, id), -1) + 1
  if (featureCount !== table || used !== table || seen.size !== table)
    throw new Unsound('glb-feature-count', { declared: featureCount, table, used: seen.size })
}

function limitsOf({ positions, translation, scale }: ReadGlb): Pick<CheckedTile, 'min' | 'max'> {
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  positions.values.forEach((value, at) => {
    if (!Number.isFinite(value)) throw new Unsound('glb-broken', { reason: `position ${Math.floor(at / 3)} is no number` })
    low[at % 3] = Math.min(low[at % 3]!, value)
    high[at % 3] = Math.max(high[at % 3]!, value)
  })
  const declares = (declared: number[] | undefined, found: readonly number[]): boolean =>
    declared?.length === 3 && declared.every((value, axis) => Math.abs(value - found[axis]!) <= 1e-3 * Math.max(1, Math.abs(value)) * 1e-3)
  if (!declares(positions.min, low) || !declares(positions.max, high)) throw new Unsound('glb-minimum')
  if (!scale.every((value) => value > 0)) throw new Unsound('glb-broken', { reason: 'its node turns it inside out' })
  const from = low.map((value, axis) => value * scale[axis]! + translation[axis]!)
  const to = high.map((value, axis) => value * scale[axis]! + translation[axis]!)
  // glTF is y up, tiles are z up: x, -z, y.
  return { min: [from[0]!, -to[2]!, from[1]!], max: [to[0]!, -from[2]!, to[1]!] }
}

function buildingsOf(glb: ReadGlb): TileBuilding[] {
  const [table] = glb.metadata.propertyTables
  const known = glb.metadata.schema.classes[table!.class]?.properties
  if (table === undefined || known === undefined)
    throw new Unsound('metadata-broken', { property: table?.class ?? '', reason: 'no such class' })
  for (const name of Object.keys(table.properties)) {
    if (known[name] === undefined) throw new Unsound('metadata-broken', { property: name, reason: 'not in the class' })
  }
  for (const [name, { required }] of Object.entries(known)) {
    if (required === true && table.properties[name] === undefined)
      throw new Unsound('metadata-broken', { property: name, reason: 'required and not there' })
  }
  checkEnum(glb, known['use']?.enumType)
  const ids = textsOf(glb, 'id')
  const wards = table.properties['ward'] === undefined ? undefined : textsOf(glb, 'ward')
  if (table.properties['name'] !== undefined) textsOf(glb, 'name')
  const [use, levels, height, ground] = [
    numbersOf(glb, 'use'),
    numbersOf(glb, 'levels'),
    numbersOf(glb, 'height'),
    numbersOf(glb, 'ground'),
  ]
  const [people, floodLevel] = [numbersOf(glb, 'people'), numbersOf(glb, 'floodLevel')]
  return ids.map((id, row) => {
    const building: TileBuilding = {
      id,
      use: use[row]!,
      levels: levels[row]!,
      height: height[row]!,
      ground: ground[row]!,
      people: people[row]!,
      floodLevel: floodLevel[row]!,
      ward: wards?.[row] ?? '',
    }
    const wrong =
      (id === '' && 'id') ||
      (buildingUses[building.use] === undefined && 'use') ||
      (!(building.height > 0 && building.height <= 500) && 'height') ||
      (!(Math.abs(building.ground) < 9_000) && 'ground') ||
      (!(building.people >= 0 || building.people === -1) && 'people') ||
      (!Number.isFinite(building.floodLevel) && 'floodLevel')
    if (wrong !== false) throw new Unsound('value-unknown', { property: wrong, value: String(building[wrong]) })
    return building
  })
}

function checkEnum({ metadata }: ReadGlb, enumType: string | undefined): void {
  const listed = metadata.schema.enums[enumType ?? '']
  const same = listed?.valueType === 'UINT8' && listed.values.length === buildingUses.length
  if (!same || listed.values.some(({ name, value }) => buildingUses[value] !== name))
    throw new Unsound('metadata-broken', { property: 'use', reason: 'its values are not those of the contract' })
}

function numbersOf(glb: ReadGlb, name: keyof typeof numbers): number[] {
  const { bytes, offset } = valuesOf(glb, name)
  const type = numbers[name]
  const declared = glb.metadata.schema.classes[glb.metadata.propertyTables[0]!.class]?.properties[name]
  const isDeclared = name === 'use' ? declared?.type === 'ENUM' : declared?.type === 'SCALAR' && declared.componentType === type
  if (!isDeclared) throw new Unsound('metadata-broken', { property: name, reason: `not declared as ${type}` })
  const size = sizes[type]
  const { count } = glb.metadata.propertyTables[0]!
  if (bytes.length !== count * size)
    throw new Unsound('metadata-broken', { property: name, reason: `${bytes.length} bytes for ${count} values` })
  if (offset % size !== 0) throw new Unsound('glb-misaligned', { view: name, offset })
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: count }, (_, row) => (size === 4 ? data.getFloat32(row * 4, true) : data.getUint8(row)))
}

function textsOf(glb: ReadGlb, name: string): string[] {
  const table = glb.metadata.propertyTables[0]!
  const { bytes } = valuesOf(glb, name)
  const { stringOffsets, stringOffsetType } = table.properties[name]!
  if (stringOffsets === undefined || stringOffsetType !== 'UINT32')
    throw new Unsound('metadata-broken', { property: name, reason: 'no offsets' })
  const offsets = glb.viewOf(stringOffsets)
  if (offsets.offset % 4 !== 0) throw new Unsound('glb-misaligned', { view: stringOffsets, offset: offsets.offset })
  if (offsets.bytes.length !== (table.count + 1) * 4)
    throw new Unsound('metadata-broken', { property: name, reason: 'as many offsets as values and one' })
  const data = new DataView(offsets.bytes.buffer, offsets.bytes.byteOffset, offsets.bytes.byteLength)
  const at = (row: number): number => data.getUint32(row * 4, true)
  const texts: string[] = []
  for (let row = 0; row < table.count; row += 1) {
    if (at(row) > at(row + 1)) throw new Unsound('metadata-broken', { property: name, reason: `offset ${row + 1} falls` })
    if (at(row + 1) > bytes.length) throw new Unsound('metadata-broken', { property: name, reason: `offset ${row + 1} is beyond the text` })
    texts.push(utf8Of(bytes.subarray(at(row), at(row + 1)), name))
  }
  if (at(0) !== 0 || at(table.count) !== bytes.length)
    throw new Unsound('metadata-broken', { property: name, reason: 'the offsets do not span the text' })
  return texts
}

function valuesOf(glb: ReadGlb, name: string): { bytes: Uint8Array; offset: number } {
  const values = glb.metadata.propertyTables[0]!.properties[name]?.values
  if (values === undefined) throw new Unsound('metadata-broken', { property: name, reason: 'it is missing' })
  const view = glb.viewOf(values)
  if (view.offset % 8 !== 0) throw new Unsound('glb-misaligned', { view: values, offset: view.offset })
  return view
}

function utf8Of(bytes: Uint8Array, property: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Unsound('metadata-broken', { property, reason: 'not UTF-8' })
  }
}
