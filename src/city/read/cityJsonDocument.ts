import { basename } from 'node:path'
import { z } from 'zod'
import type { SourceFile } from '#city/import/draft'
import { SourceRefused } from '#city/import/sourceRefused'
import type { Surface } from './surfaceMesh'

const mostBytes = 200_000_000
const mostDetailed = 2.2

const geometry = z.object({
  type: z.string(),
  lod: z.union([z.string(), z.number()]).optional(),
  boundaries: z.unknown().optional(),
  semantics: z
    .object({ surfaces: z.array(z.object({ type: z.string() })), values: z.unknown() })
    .optional()
    .catch(undefined),
})
const cityObject = z.object({
  type: z.string(),
  attributes: z.record(z.string(), z.unknown()).optional().catch(undefined),
  parents: z.array(z.string()).optional(),
  geometry: z.array(geometry).optional(),
})
const vector = z.tuple([z.number(), z.number(), z.number()])
const document = z.object({
  type: z.literal('CityJSON'),
  version: z.string(),
  transform: z.object({ scale: vector, translate: vector }),
  metadata: z.object({ referenceSystem: z.string().optional() }).optional(),
  CityObjects: z.record(z.string(), cityObject),
  vertices: z.array(vector),
})
export type CityJson = z.infer<typeof document>
export type CityJsonObject = z.infer<typeof cityObject>

/** Reads a CityJSON 1.1 or 2.0 file whole, up to 200 MB. Throws SourceRefused with where it does not fit. */
export async function readCityJson(file: SourceFile): Promise<CityJson> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of file.bytes()) {
    bytes += part.length
    if (bytes > mostBytes) throw new SourceRefused('file-too-large', { file: basename(file.path), limitMb: mostBytes / 1e6 })
    parts.push(part)
  }
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)))
  } catch (error) {
    throw new SourceRefused('cityjson-broken', { reason: (error as Error).message })
  }
  const version = z.object({ version: z.string() }).safeParse(value).data?.version
  // Before 1.1 places were written out in full and names differed.
  if (version !== undefined && !/^(1\.1|2\.0)(\.\d+)?$/.test(version))
    throw new SourceRefused('cityjson-version', { version: version.slice(0, 20) })
  const parsed = document.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new SourceRefused('cityjson-broken', { reason: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 200) })
}

/** The surfaces of one object at one level of detail; `floors` tells which its source calls the ground, when it says so at all. */
export type Shape = { lod: number; surfaces: Surface[]; floors?: boolean[] }

/** The most detailed shape of an object, up to LoD 2.2; undefined when it has none that can be used. */
export function shapeOf({ geometry: geometries = [] }: CityJsonObject): Shape | undefined {
  const shapes = geometries.flatMap(({ type, lod, boundaries, semantics }): Shape[] => {
    const level = Number(lod)
    const shells = shellsOf(type, boundaries)
    if (!(level <= mostDetailed) || shells === undefined) return []
    const surfaces = shells.flat()
    const values = semantics === undefined ? undefined : flatNumbers(semantics.values)
    if (values?.length !== surfaces.length) return [{ lod: level, surfaces }]
    const floors = values.map((value) => value !== null && semantics?.surfaces[value]?.type === 'GroundSurface')
    return [{ lod: level, surfaces, ...(floors.includes(true) && { floors }) }]
  })
  return shapes.toSorted((a, b) => b.lod - a.lod)[0]
}

/** Outer shells only: what is hollow inside is not seen. */
function shellsOf(type: string, boundaries: unknown): Surface[][] | undefined {
  const depthOf: Readonly<Record<string, number>> = { MultiSurface: 0, CompositeSurface: 0, Solid: 1, MultiSolid: 2, CompositeSolid: 2 }
  const depth = depthOf[type]
  if (depth === undefined) return undefined
  const surfaces = z.array(z.array(z.array(z.int().nonnegative())))
  const solid = z.array(surfaces)
  if (depth === 0) return wrapped(surfaces.safeParse(boundaries).data)
  if (depth === 1) return wrapped(solid.safeParse(boundaries).data?.[0])
  return z
    .array(solid)
    .safeParse(boundaries)
    .data?.flatMap(([outer]) => (outer === undefined ? [] : [outer]))
}

function wrapped<T>(value: T | undefined): T[] | undefined {
  return value === undefined ? undefined : [value]
}

function flatNumbers(value: unknown): (number | null)[] {
  if (Array.isArray(value)) return value.flat(3).map((each: unknown) => (typeof each === 'number' ? each : null))
  return []
}
