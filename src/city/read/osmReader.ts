import type { DraftItem, DraftPolygon, ImportProblem, ReadOptions, SourceFile, SourceReader } from '#city/import/draft'
import { SourceRefused } from '#city/import/sourceRefused'
import { createNodePlaces, type NodePlaces } from './nodePlaces'
import { joinWays, polygonsOf, wound } from './osmAreas'
import type { OsmBatches, OsmRelation, OsmTags } from './osmElement'
import { isOsmPbf, readOsmPbf } from './osmPbf'
import { buildingUse, facilityKind, facilityWords, groundKind, roadOf, streamWidth, waterArea } from './osmTags'
import { isOsmXml, readOsmXml } from './osmXml'

/** OpenStreetMap XML: buildings, roads for cars, water, railways and land, facilities. Memory as `read` says. */
export const osmXmlReader: SourceReader = {
  name: 'OpenStreetMap XML',
  recognises: isOsmXml,
  read: (file, options) => read(file, options, readOsmXml),
}

/** OpenStreetMap PBF, as the XML. */
export const osmPbfReader: SourceReader = {
  name: 'OpenStreetMap PBF',
  recognises: isOsmPbf,
  read: (file, options) => read(file, options, readOsmPbf),
}

type KeptWay = { id: number; refs: number[]; tags: OsmTags }

/**
 * Goes through the file three times, since its parts point backwards: relations, then the ways they and we need, then the places of
 * those ways' nodes. Holds the ways that are wanted and 24 bytes for each of their nodes, not the file.
 */
async function* read(
  file: SourceFile,
  options: ReadOptions,
  batchesOf: (bytes: AsyncIterable<Uint8Array>) => OsmBatches,
): AsyncGenerator<DraftItem> {
  const { limits, signal } = options
  const relations: OsmRelation[] = []
  const memberWays = new Map<number, number[] | undefined>()
  for await (const batch of batchesOf(file.bytes())) {
    signal?.throwIfAborted()
    for (const element of batch) {
      if (element.type !== 'relation' || !isWantedArea(element.tags)) continue
      if (element.tags.type !== 'multipolygon') continue
      relations.push(element)
      for (const { type, ref } of element.members) if (type === 'way') memberWays.set(ref, undefined)
    }
    if (relations.length > limits.features) throw new SourceRefused('too-many-features', { limit: limits.features })
  }

  const ways: KeptWay[] = []
  const places = createNodePlaces()
  for await (const batch of batchesOf(file.bytes())) {
    signal?.throwIfAborted()
    for (const element of batch) {
      if (element.type !== 'way') continue
      const isMember = memberWays.has(element.id)
      const isWanted = isWantedArea(element.tags) || isWantedLine(element.tags)
      if (!isMember && !isWanted) continue
      if (isMember) memberWays.set(element.id, element.refs)
      if (isWanted) ways.push({ id: element.id, refs: element.refs, tags: element.tags })
      for (const ref of element.refs) places.want(ref)
    }
    if (ways.length > limits.features) throw new SourceRefused('too-many-features', { limit: limits.features })
  }

  places.sort()
  let index = 0
  for await (const batch of batchesOf(file.bytes())) {
    signal?.throwIfAborted()
    for (const element of batch) {
      if (element.type !== 'node') continue
      places.put(element.id, element.lonDeg, element.latDeg)
      const facility = facilityItem(element.tags, `n${element.id}`, index, element.lonDeg, element.latDeg)
      if (facility === undefined) continue
      yield facility
      index += 1
    }
  }
  for (const way of ways) yield* draftsOfWay(way, places, index++)
  for (const relation of relations) yield* draftsOfRelation(relation, memberWays, places, index++)
}

function isWantedLine(tags: OsmTags): boolean {
  return roadOf(tags) !== undefined || streamWidth(tags) !== undefined || groundKind(tags) === 'rail'
}

function isWantedArea(tags: OsmTags): boolean {
  const ground = groundKind(tags)
  return (
    buildingUse(tags) !== undefined ||
    waterArea(tags) !== undefined ||
    facilityKind(tags) !== undefined ||
    (ground !== undefined && ground !== 'rail')
  )
}

function* draftsOfWay({ id, refs, tags }: KeptWay, places: NodePlaces, index: number): Generator<DraftItem> {
  const ownId = `w${id}`
  const { pieces, missing } = piecesOf(refs, places)
  const line = pieces[0] ?? []
  if (missing > 0) yield problem('osm-node-missing', index, ownId, line, { count: missing })
  const road = roadOf(tags)
  const widthM = streamWidth(tags)
  for (const piece of pieces) {
    if (groundKind(tags) === 'rail')
      yield { kind: 'ground', ground: { index, id: ownId, name: nameOf(tags), kind: 'rail', line: piece, polygons: [] } }
    if (road !== undefined) yield { kind: 'road', road: { index, id: ownId, ...road, line: piece } }
    if (widthM === undefined) continue
    yield { kind: 'water', water: { index, id: ownId, name: nameOf(tags), kind: 'river', line: piece, polygons: [], widthM } }
  }
  // A closed road round a block is no area; only what says that it is one.
  if (!isWantedArea(tags)) return
  if (refs.length < 4 || refs[0] !== refs.at(-1) || missing > 0) {
    const [lonDeg, latDeg] = line
    const facility = lonDeg === undefined || latDeg === undefined ? undefined : facilityItem(tags, ownId, index, lonDeg, latDeg)
    if (facility !== undefined) yield facility
    if (buildingUse(tags) !== undefined || waterArea(tags) !== undefined) yield problem('osm-area-open', index, ownId, line, {})
    return
  }
  yield* draftsOfArea(tags, ownId, index, [[line]])
}

function* draftsOfRelation(
  { id, members, tags }: OsmRelation,
  memberWays: ReadonlyMap<number, number[] | undefined>,
  places: NodePlaces,
  index: number,
): Generator<DraftItem> {
  const ownId = `r${id}`
  const ringsOf = (isHole: boolean): { rings: number[][]; lost: number } => {
    const ways = members.filter(({ type, role }) => type === 'way' && (role === 'inner') === isHole).map(({ ref }) => memberWays.get(ref))
    const { rings, open } = joinWays(ways.filter((refs) => refs !== undefined))
    const drawn = rings.map((ring) => piecesOf([...ring, ring[0]!], places))
    const whole = drawn.filter(({ missing }) => missing === 0).flatMap(({ pieces }) => pieces)
    return { rings: whole, lost: open + rings.length - whole.length + ways.filter((refs) => refs === undefined).length }
  }
  const outer = ringsOf(false)
  const inner = ringsOf(true)
  if (outer.lost > 0 || outer.rings.length === 0) yield problem('osm-area-open', index, ownId, outer.rings[0] ?? [], {})
  if (outer.rings.length > 0) yield* draftsOfArea(tags, ownId, index, polygonsOf(outer.rings, inner.rings))
}

function* draftsOfArea(tags: OsmTags, id: string, index: number, outlines: readonly DraftPolygon[]): Generator<DraftItem> {
  // OpenStreetMap lets an area be drawn either way round.
  const polygons = outlines.map((rings) => rings.map((ring, at) => wound(ring, at === 0)))
  const use = buildingUse(tags)
  if (use !== undefined) {
    const height = tags.height ?? tags['building:height'] ?? null
    const levels = tags['building:levels'] ?? tags.levels ?? null
    const building = { index, id, name: nameOf(tags), polygons, height, levels, use, groundM: null, people: null, ward: null }
    yield { kind: 'building', building }
  }
  const kind = waterArea(tags)
  if (kind !== undefined) yield { kind: 'water', water: { index, id, name: nameOf(tags), kind, line: null, polygons, widthM: null } }
  const ground = groundKind(tags)
  if (ground !== undefined && ground !== 'rail')
    yield { kind: 'ground', ground: { index, id, name: nameOf(tags), kind: ground, line: null, polygons } }
  const [lonDeg, latDeg] = middleOf(polygons[0]?.[0] ?? [])
  const facility = facilityItem(tags, id, index, lonDeg, latDeg)
  if (facility !== undefined) yield facility
}

function facilityItem(tags: OsmTags, id: string, index: number, lonDeg: number, latDeg: number): DraftItem | undefined {
  const kind = facilityKind(tags)
  if (kind === undefined) return undefined
  const words = facilityWords[kind]
  const capacity = /^\d{1,6}$/.test(tags.capacity ?? '') ? Number(tags.capacity) : null
  const facility = {
    index,
    id: `osm-${id}`,
    nameVi: tags['name:vi'] ?? tags.name ?? words.vi,
    nameEn: tags['name:en'] ?? tags.name ?? words.en,
    kind,
    lonDeg,
    latDeg,
    capacity,
    phone: tags.phone?.slice(0, 40) ?? tags['contact:phone']?.slice(0, 40) ?? null,
    certainty: 'OpenStreetMap',
  }
  return { kind: 'facility', facility }
}

function nameOf(tags: OsmTags): string | null {
  return tags['name:vi'] ?? tags.name ?? null
}

/** The stretches of a way that are in the file: nothing is drawn across a gap. */
function piecesOf(refs: readonly number[], places: NodePlaces): { pieces: number[][]; missing: number } {
  const pieces: number[][] = [[]]
  let missing = 0
  for (const ref of refs) {
    const at = places.find(ref)
    if (at >= 0) pieces.at(-1)!.push(places.lonDeg[at]!, places.latDeg[at]!)
    else {
      missing += 1
      pieces.push([])
    }
  }
  return { pieces: pieces.filter((piece) => piece.length >= 4), missing }
}

function middleOf(ring: readonly number[]): [number, number] {
  let [lon, lat] = [0, 0]
  // The closing repetition does not count.
  const corners = Math.max(1, ring.length / 2 - 1)
  for (let at = 0; at < corners * 2; at += 2) {
    lon += ring[at] ?? NaN
    lat += ring[at + 1] ?? NaN
  }
  return [lon / corners, lat / corners]
}

function problem(
  code: ImportProblem['code'],
  index: number,
  id: string,
  line: readonly number[],
  detail: ImportProblem['detail'],
): DraftItem {
  return { kind: 'problem', problem: { code, index, id, lonDeg: line[0] ?? NaN, latDeg: line[1] ?? NaN, detail } }
}
