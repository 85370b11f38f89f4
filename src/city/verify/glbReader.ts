import { MeshoptDecoder } from 'meshoptimizer/decoder'
import { z } from 'zod'
import { problemsIn } from '#shared/contract/problems'
import { Unsound } from './findingTable'

const count = z
  .int()
  .nonnegative()
  .max(2 ** 32)
const accessor = z.object({
  bufferView: count,
  byteOffset: count.default(0),
  componentType: z.union([z.literal(5120), z.literal(5121), z.literal(5122), z.literal(5123), z.literal(5125), z.literal(5126)]),
  normalized: z.boolean().default(false),
  count,
  type: z.enum(['SCALAR', 'VEC2', 'VEC3', 'VEC4']),
  min: z.array(z.number()).optional(),
  max: z.array(z.number()).optional(),
})
const meshopt = z.object({
  buffer: count,
  byteOffset: count.default(0),
  byteLength: count,
  byteStride: count,
  count,
  mode: z.enum(['ATTRIBUTES', 'TRIANGLES', 'INDICES']),
  filter: z.enum(['NONE', 'OCTAHEDRAL', 'QUATERNION', 'EXPONENTIAL']).optional(),
})
const bufferView = z.object({
  buffer: count,
  byteOffset: count.default(0),
  byteLength: count,
  byteStride: count.optional(),
  extensions: z.object({ EXT_meshopt_compression: meshopt.optional() }).optional(),
})
const vector = (length: number) => z.array(z.number()).length(length)
const featureId = z.object({ featureCount: count, attribute: count.optional(), propertyTable: count.optional() })
const primitive = z.object({
  attributes: z.record(z.string(), count),
  indices: count,
  mode: z.int().default(4),
  extensions: z.object({ EXT_mesh_features: z.object({ featureIds: z.array(featureId).length(1) }) }),
})
const property = z.object({ values: count, stringOffsets: count.optional(), stringOffsetType: z.string().optional() })
const metadata = z.object({
  schema: z.object({
    classes: z.record(
      z.string(),
      z.object({
        properties: z.record(
          z.string(),
          z.object({
            type: z.string(),
            componentType: z.string().optional(),
            enumType: z.string().optional(),
            required: z.boolean().optional(),
          }),
        ),
      }),
    ),
    enums: z
      .record(
        z.string(),
        z.object({ valueType: z.string().default('UINT16'), values: z.array(z.object({ name: z.string(), value: z.int() })) }),
      )
      .default({}),
  }),
  propertyTables: z.array(z.object({ class: z.string(), count, properties: z.record(z.string(), property) })).length(1),
})
const gltf = z.object({
  asset: z.object({ version: z.literal('2.0') }),
  extensionsRequired: z.array(z.string()).default([]),
  extensions: z.object({ EXT_structural_metadata: metadata }),
  nodes: z
    .array(
      z.strictObject({
        mesh: z.literal(0),
        translation: vector(3).default([0, 0, 0]),
        scale: vector(3).default([1, 1, 1]),
        name: z.string().optional(),
      }),
    )
    .length(1),
  meshes: z.array(z.object({ primitives: z.array(primitive).length(1) })).length(1),
  accessors: z.array(accessor),
  bufferViews: z.array(bufferView),
  buffers: z.array(z.object({ byteLength: count, uri: z.string().optional() })),
})
type Gltf = z.infer<typeof gltf>
export type Metadata = z.infer<typeof metadata>

/** Numbers of an accessor, one after the other, components of an element together. */
export type Numbers = { values: Float64Array; components: number; min?: number[] | undefined; max?: number[] | undefined }
export type ReadGlb = {
  positions: Numbers
  normals: Numbers
  featureIds: Numbers
  indices: Numbers
  featureIdsAre16Bit: boolean
  featureCount: number
  translation: readonly number[]
  scale: readonly number[]
  metadata: Metadata
  /** Bytes of an uncompressed view, and where in the file's buffer they begin. */
  viewOf: (index: number) => { bytes: Uint8Array; offset: number }
}

const knownExtensions = ['EXT_meshopt_compression', 'KHR_mesh_quantization', 'EXT_mesh_features', 'EXT_structural_metadata']
const mostUnpackedBytes = 256 * 1024 * 1024
const componentBytes = { 5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4 } as const
const components = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4 } as const

/**
 * Reads a tile's glb: header, then JSON, then every size it claims, and only then unpacks anything. Throws Unsound for the first thing
 * that is wrong.
 */
export async function readGlb(bytes: Uint8Array): Promise<ReadGlb> {
  await MeshoptDecoder.ready
  const { json, binary } = chunksOf(bytes)
  const document = documentOf(json)
  const unpacked = unpackViews(document, binary)
  const [only] = document.meshes[0]!.primitives
  if (only === undefined || only.mode !== 4) throw broken('its primitive is no list of triangles')
  const named = (name: string): number => {
    const index = only.attributes[name]
    if (index === undefined) throw broken(`it has no attribute ${name}`)
    return index
  }
  const [feature] = only.extensions.EXT_mesh_features.featureIds
  const idAccessor = named(`_FEATURE_ID_${feature?.attribute ?? 0}`)
  const node = document.nodes[0]!
  return {
    positions: numbersOf(document, unpacked, named('POSITION')),
    normals: numbersOf(document, unpacked, named('NORMAL')),
    featureIds: numbersOf(document, unpacked, idAccessor),
    indices: numbersOf(document, unpacked, only.indices),
    featureIdsAre16Bit: document.accessors[idAccessor]?.componentType === 5123,
    featureCount: feature?.featureCount ?? 0,
    translation: node.translation,
    scale: node.scale,
    metadata: document.extensions.EXT_structural_metadata,
    viewOf: (index) => {
      const view = document.bufferViews[index]
      if (view === undefined || view.buffer !== 0) throw broken(`there is no plain view ${index}`)
      return { bytes: unpacked[index]!, offset: view.byteOffset }
    },
  }
}

function chunksOf(bytes: Uint8Array): { json: Uint8Array; binary: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 28 || view.getUint32(0, true) !== 0x46546c67) throw broken('it does not begin as one')
  if (view.getUint32(4, true) !== 2) throw broken(`its version is ${view.getUint32(4, true)}`)
  if (view.getUint32(8, true) !== bytes.length) throw broken(`it says ${view.getUint32(8, true)} bytes and has ${bytes.length}`)
  const jsonLength = view.getUint32(12, true)
  if (view.getUint32(16, true) !== 0x4e4f534a || 20 + jsonLength + 8 > bytes.length) throw broken('its first chunk is no JSON')
  const binaryAt = 20 + jsonLength
  const binaryLength = view.getUint32(binaryAt, true)
  if (jsonLength % 4 !== 0 || view.getUint32(binaryAt + 4, true) !== 0x004e4942) throw broken('its second chunk is not binary')
  if (binaryAt + 8 + binaryLength !== bytes.length) throw broken('its chunks are not as long as it is')
  // Property tables are read with eight-byte alignment counted from the start of the file.
  if ((binaryAt + 8) % 8 !== 0) throw new Unsound('glb-misaligned', { view: 'BIN', offset: binaryAt + 8 })
  return { json: bytes.subarray(20, binaryAt), binary: bytes.subarray(binaryAt + 8) }
}

function documentOf(json: Uint8Array): Gltf {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json))
  } catch (error) {
    throw broken((error as Error).message)
  }
  // Asked before anything else: a document of an unknown extension need not fit the schema.
  const required = z.object({ extensionsRequired: z.array(z.string()).default([]) }).safeParse(value).data?.extensionsRequired ?? []
  const unknown = required.find((extension) => !knownExtensions.includes(extension))
  if (unknown !== undefined) throw new Unsound('glb-extension', { extension: unknown.slice(0, 80) })
  const parsed = gltf.safeParse(value)
  if (!parsed.success) throw broken(problemsIn(parsed.error))
  return parsed.data
}

function unpackViews(document: Gltf, binary: Uint8Array): Uint8Array[] {
  const [main, ...others] = document.buffers
  if (main === undefined || main.uri !== undefined || main.byteLength > binary.length) throw broken('its buffer is not in the file')
  if (others.some(({ uri }) => uri !== undefined)) throw broken('a buffer is outside the file')
  const packed = document.bufferViews.map((view) => view.extensions?.EXT_meshopt_compression)
  const unpackedBytes = document.bufferViews.reduce((sum, view, index) => {
    const source = packed[index]
    return sum + (source === undefined ? view.byteLength : source.count * source.byteStride)
  }, 0)
  if (unpackedBytes > mostUnpackedBytes)
    throw new Unsound('glb-bomb', { megabytes: Math.round(unpackedBytes / 2 ** 20), limit: mostUnpackedBytes / 2 ** 20 })
  return document.bufferViews.map((view, index) => {
    const buffer = document.buffers[view.buffer]
    if (buffer === undefined || view.byteOffset + view.byteLength > buffer.byteLength) throw broken(`view ${index} is outside its buffer`)
    const source = packed[index]
    if (source === undefined) {
      if (view.buffer !== 0) throw broken(`view ${index} is in a buffer that has no bytes`)
      return binary.subarray(view.byteOffset, view.byteOffset + view.byteLength)
    }
    if (source.buffer !== 0 || source.byteOffset + source.byteLength > main.byteLength)
      throw broken(`view ${index} is packed outside the file`)
    if (source.count * source.byteStride !== view.byteLength) throw broken(`view ${index} does not unpack to its length`)
    const target = new Uint8Array(view.byteLength)
    try {
      MeshoptDecoder.decodeGltfBuffer(
        target,
        source.count,
        source.byteStride,
        binary.subarray(source.byteOffset, source.byteOffset + source.byteLength),
        source.mode,
        source.filter,
      )
    } catch (error) {
      throw broken(`view ${index} cannot be unpacked: ${(error as Error).message}`)
    }
    return target
  })
}

function numbersOf(document: Gltf, unpacked: readonly Uint8Array[], index: number): Numbers {
  const given = document.accessors[index]
  const view = given === undefined ? undefined : document.bufferViews[given.bufferView]
  const bytes = given === undefined ? undefined : unpacked[given.bufferView]
  if (given === undefined || view === undefined || bytes === undefined) throw broken(`there is no accessor ${index} with its view`)
  const size = componentBytes[given.componentType]
  const width = components[given.type]
  const stride = view.byteStride ?? view.extensions?.EXT_meshopt_compression?.byteStride ?? size * width
  if (given.byteOffset % size !== 0 || view.byteOffset % size !== 0 || stride % size !== 0)
    throw new Unsound('glb-misaligned', { view: given.bufferView, offset: view.byteOffset + given.byteOffset })
  if (given.count === 0 || given.byteOffset + stride * (given.count - 1) + size * width > bytes.length)
    throw broken(`accessor ${index} reads beyond its view`)
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Float64Array(given.count * width)
  for (let element = 0; element < given.count; element += 1) {
    for (let component = 0; component < width; component += 1) {
      values[element * width + component] = numberAt(data, given.byteOffset + element * stride + component * size, given.componentType)
    }
  }
  return { values, components: width, min: given.min, max: given.max }
}

function numberAt(data: DataView, at: number, type: keyof typeof componentBytes): number {
  if (type === 5120) return data.getInt8(at)
  if (type === 5121) return data.getUint8(at)
  if (type === 5122) return data.getInt16(at, true)
  if (type === 5123) return data.getUint16(at, true)
  return type === 5125 ? data.getUint32(at, true) : data.getFloat32(at, true)
}

function broken(reason: string): Unsound {
  return new Unsound('glb-broken', { reason })
}
