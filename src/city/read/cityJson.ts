import type { DraftBuilding, DraftItem, DraftSolid, ImportProblem, ReadOptions, SourceFile, SourceReader } from '#city/import/draft'
import { placeProblem } from '#city/import/placeProblem'
import { SourceRefused } from '#city/import/sourceRefused'
import { inMetres, placed } from './cityJsonFrame'
import { readCityJson, shapeOf, type CityJson, type CityJsonObject, type Shape } from './cityJsonDocument'
import { crsCodes, crsOf, type Crs } from './crs'
import { groundOutline } from './groundOutline'
import { createPlaceCheck } from './placeCheck'
import { triangulate } from './surfaceMesh'

/** CityJSON 1.1 and 2.0: buildings with their walls and roofs. The file is held whole, up to 200 MB. */
export const cityJsonReader: SourceReader = { name: 'CityJSON', recognises, read }

function recognises(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head)
  return /^\ufeff?\s*\{/.test(text) && /"CityObjects"\s*:\s*\{|"type"\s*:\s*"CityJSON"/.test(text)
}

async function* read(file: SourceFile, options: ReadOptions): AsyncGenerator<DraftItem> {
  const city = await readCityJson(file)
  const crs = options.crs ?? crsIn(city)
  const check = createPlaceCheck({ crs, ...(options.bounds && { bounds: options.bounds }) })
  if (Object.keys(city.CityObjects).length > options.limits.features)
    throw new SourceRefused('too-many-features', { limit: options.limits.features })
  if (options.crs === undefined && crs.code !== 'EPSG:4326') yield problem('crs-built-in', null, null, { crs: crs.code })

  const { buildings, grounds, others } = sorted(city)
  let shapes = 0
  for (const [index, { id, object, parts }] of buildings.entries()) {
    options.signal?.throwIfAborted()
    const made = buildingOf(city, crs, id, object, parts, index)
    for (const item of made) {
      if (item.kind === 'building') {
        shapes += 1
        const [x, y] = cornerOf(city, parts, object)
        check.add(x, y)
      }
      yield item
    }
  }
  if (buildings.length > 0 && shapes === 0) throw new SourceRefused('cityjson-nothing-but-pictures', {})
  for (const [index, [id, object]] of grounds.entries()) yield* groundOf(city, crs, id, object, buildings.length + index)
  const [count, types] = [[...others.values()].reduce((sum, each) => sum + each, 0), [...others.keys()].join(', ')]
  if (count > 0) yield problem('cityjson-other-objects', null, null, { count, types: types.slice(0, 200) })
  const finding = check.finding()
  if (finding !== undefined) yield { kind: 'problem', problem: placeProblem(finding) }
}

function crsIn({ metadata }: CityJson): Crs {
  const declared = metadata?.referenceSystem
  if (declared === undefined || declared.trim() === '') throw new SourceRefused('cityjson-no-crs', {})
  const crs = crsOf(declared)
  if (crs === undefined) throw new SourceRefused('crs-unknown', { crs: declared.slice(0, 80), known: crsCodes().slice(0, 24).join(', ') })
  return crs
}

type Found = { id: string; object: CityJsonObject; parts: CityJsonObject[] }

type Ground = readonly [id: string, object: CityJsonObject]

/** Buildings with their parts, however deep those hang, what the base map draws, and what else there is by type. */
function sorted({ CityObjects }: CityJson): { buildings: Found[]; grounds: Ground[]; others: Map<string, number> } {
  const buildings = new Map<string, Found>()
  const grounds: Ground[] = []
  const others = new Map<string, number>()
  const objects = Object.entries(CityObjects)
  for (const [id, object] of objects) if (object.type === 'Building') buildings.set(id, { id, object, parts: [] })
  for (const [id, object] of objects) {
    if (object.type === 'Building') continue
    if (object.type === 'WaterBody' || object.type === 'PlantCover') grounds.push([id, object])
    else if (object.type !== 'BuildingPart') others.set(object.type, (others.get(object.type) ?? 0) + 1)
    else {
      let root = object.parents?.[0]
      for (let steps = 0; root !== undefined && !buildings.has(root) && steps < 10; steps += 1) root = CityObjects[root]?.parents?.[0]
      const owner = root === undefined ? undefined : buildings.get(root)
      if (owner === undefined) buildings.set(id, { id, object, parts: [] })
      else owner.parts.push(object)
    }
  }
  return { buildings: [...buildings.values()], grounds, others }
}

function buildingOf(
  city: CityJson,
  crs: Crs,
  id: string,
  object: CityJsonObject,
  parts: readonly CityJsonObject[],
  index: number,
): DraftItem[] {
  const shapes = [object, ...parts].flatMap((each) => shapeOf(each) ?? [])
  const lod = Math.max(...shapes.map((shape) => shape.lod))
  const chosen = shapes.filter((shape) => (lod >= 1 ? shape.lod >= 1 : true))
  // A building whose parts have walls of their own would stand in its own outline.
  const used = parts.length > 0 && chosen.length > 1 && shapeOf(object) === chosen[0] ? chosen.slice(1) : chosen
  const framed = inMetres(
    city,
    crs,
    used.flatMap((shape) => shape.surfaces),
  )
  if ('lost' in framed) return [problem('cityjson-vertex-missing', index, id, { vertex: framed.lost })]
  const { surfaces, corners, place } = framed
  const outline = groundOutline(surfaces, corners, floorsOf(used))
  if (outline === undefined) return [problem('cityjson-no-shape', index, id, {})]

  const items: DraftItem[] = []
  const [lonDeg, latDeg] = place(0, 0)
  const say = (code: ImportProblem['code'], detail: ImportProblem['detail']): number =>
    items.push({ kind: 'problem', problem: { code, index, id, lonDeg, latDeg, detail } })
  if (!outline.exact) say('cityjson-outline-approximate', {})
  let [lowestM, highestM] = [Infinity, -Infinity]
  for (let at = 2; at < corners.length; at += 3) {
    lowestM = Math.min(lowestM, corners[at]!)
    highestM = Math.max(highestM, corners[at]!)
  }
  const { triangles, dropped } = lod >= 1 ? triangulate(surfaces, corners) : { triangles: [], dropped: 0 }
  if (dropped > 0) say('cityjson-surface-dropped', { count: dropped })
  const solid: DraftSolid = { corners: new Float64Array(corners.length), triangles: Uint32Array.from(triangles) }
  for (let at = 0; at < corners.length; at += 3) solid.corners.set([...place(corners[at]!, corners[at + 1]!), corners[at + 2]!], at)
  const { name, height, levels, use } = attributesOf(object)
  const building: DraftBuilding = {
    index,
    id,
    name,
    polygons: [placed(outline.rings, place)],
    height: highestM - lowestM >= 1 ? highestM - lowestM : height,
    levels,
    use,
    groundM: lowestM,
    people: null,
    ward: null,
    ...(triangles.length > 0 && { solid }),
  }
  items.push({ kind: 'building', building })
  return items
}

/** Water and green land, for the base map and the flood field; nothing when its edge is not to be found. */
function* groundOf(city: CityJson, crs: Crs, id: string, object: CityJsonObject, index: number): Generator<DraftItem> {
  const framed = inMetres(city, crs, shapeOf(object)?.surfaces ?? [])
  if ('lost' in framed) return
  const outline = groundOutline(framed.surfaces, framed.corners)
  if (outline?.exact !== true) return
  const polygons = [placed(outline.rings, framed.place)]
  const { name } = attributesOf(object)
  if (object.type === 'WaterBody') yield { kind: 'water', water: { index, id, name, kind: 'lake', line: null, polygons, widthM: null } }
  else yield { kind: 'ground', ground: { index, id, name, kind: 'green', line: null, polygons } }
}

/** Which of all surfaces, in their order, are floors; undefined unless each shape says so. */
function floorsOf(shapes: readonly Shape[]): ((surface: number) => boolean) | undefined {
  if (shapes.some(({ floors }) => floors === undefined)) return undefined
  const floors = shapes.flatMap((shape) => shape.floors ?? [])
  return (surface) => floors[surface] === true
}

function cornerOf(
  { vertices, transform: { scale, translate } }: CityJson,
  parts: readonly CityJsonObject[],
  object: CityJsonObject,
): [number, number] {
  const vertex = [object, ...parts].map((each) => shapeOf(each)?.surfaces[0]?.[0]?.[0]).find((each) => each !== undefined) ?? -1
  const [x = NaN, y = NaN] = vertices[vertex] ?? []
  return [x * scale[0] + translate[0], y * scale[1] + translate[1]]
}

/** What CityGML names in its standard attributes; codes of lists that are not ours are left alone. */
function attributesOf({ attributes = {} }: CityJsonObject): Pick<DraftBuilding, 'name' | 'height' | 'levels' | 'use'> {
  const text = (name: string): string | null => (typeof attributes[name] === 'string' && attributes[name] !== '' ? attributes[name] : null)
  const scalar = (name: string): number | string | null => (typeof attributes[name] === 'number' ? attributes[name] : text(name))
  const use = text('use') ?? text('function') ?? text('usage')
  return {
    name: text('name'),
    height: scalar('measuredHeight'),
    levels: scalar('storeysAboveGround'),
    use: use !== null && /^[\p{L} -]+$/u.test(use) ? use : null,
  }
}

function problem(code: ImportProblem['code'], index: number | null, id: string | null, detail: ImportProblem['detail']): DraftItem {
  return { kind: 'problem', problem: { code, index, id, lonDeg: NaN, latDeg: NaN, detail } }
}
