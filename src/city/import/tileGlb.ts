import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { buildingUses } from '#shared/contract/cityParts'
import type { BuildingMesh } from './buildingMesh'

/** Properties of the buildings of one tile, one value a building; texts that are empty throughout are left out of the tile. */
export type TileProperties = {
  id: readonly string[]
  name: readonly string[]
  ward: readonly string[]
  use: Uint8Array
  height: Float32Array
  ground: Float32Array
  levels: Uint8Array
  /** -1 where it is not known. */
  people: Float32Array
  /** 9999 for never. */
  floodLevel: Float32Array
}

export type Box = { min: [number, number, number]; max: [number, number, number] }

// Above this step, positions are kept as floats: a wall must not be seen to stand beside its neighbour's.
const coarsestStepM = 0.02

/**
 * A glb (glTF 2.0) with EXT_mesh_features, EXT_structural_metadata and EXT_meshopt_compression, and the box of its positions as stored,
 * in the frame of the mesh (z up). Views are aligned to eight bytes, which the metadata needs.
 */
export async function encodeTileGlb(mesh: BuildingMesh, properties: TileProperties): Promise<{ bytes: Uint8Array; box: Box }> {
  await MeshoptEncoder.ready
  const views = createViews()
  const vertexCount = mesh.featureIds.length
  const stored = storePositions(mesh.positions)
  const accessors: object[] = [
    {
      bufferView: views.packed(stored.bytes, vertexCount, stored.stride, 'ATTRIBUTES'),
      componentType: stored.isFloat ? 5126 : 5123,
      count: vertexCount,
      type: 'VEC3',
      min: stored.min,
      max: stored.max,
    },
    {
      bufferView: views.packed(storeNormals(mesh.normals), vertexCount, 4, 'ATTRIBUTES'),
      componentType: 5120,
      normalized: true,
      count: vertexCount,
      type: 'VEC3',
    },
    {
      bufferView: views.packed(storeFeatureIds(mesh.featureIds), vertexCount, 4, 'ATTRIBUTES'),
      componentType: 5123,
      count: vertexCount,
      type: 'SCALAR',
    },
  ]
  const indices = vertexCount <= 65_535 ? new Uint16Array(mesh.indices) : mesh.indices
  accessors.push({
    bufferView: views.packed(bytesOf(indices), indices.length, indices.BYTES_PER_ELEMENT, 'TRIANGLES'),
    componentType: indices.BYTES_PER_ELEMENT === 2 ? 5123 : 5125,
    count: indices.length,
    type: 'SCALAR',
  })
  const count = properties.id.length
  const table = propertyTable(properties, views)
  const extensionsRequired = ['EXT_meshopt_compression', 'KHR_mesh_quantization']
  const document = {
    asset: { version: '2.0', generator: 'Toàn Cảnh city import' },
    extensionsUsed: ['EXT_mesh_features', 'EXT_structural_metadata', ...extensionsRequired],
    extensionsRequired,
    extensions: {
      EXT_structural_metadata: { schema: schemaOf(Object.keys(table)), propertyTables: [{ class: 'building', count, properties: table }] },
    },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0, ...stored.node }],
    meshes: [
      {
        primitives: [
          {
            attributes: { POSITION: 0, NORMAL: 1, _FEATURE_ID_0: 2 },
            indices: 3,
            material: 0,
            extensions: { EXT_mesh_features: { featureIds: [{ featureCount: count, attribute: 0, propertyTable: 0 }] } },
          },
        ],
      },
    ],
    materials: [{ pbrMetallicRoughness: { baseColorFactor: [0.8, 0.8, 0.8, 1], metallicFactor: 0, roughnessFactor: 1 } }],
    accessors,
    ...views.finish(),
  }
  return { bytes: glbOf(document, views.bytes()), box: stored.box }
}

type StoredPositions = {
  bytes: Uint8Array
  stride: number
  isFloat: boolean
  min: number[]
  max: number[]
  node: { translation?: number[]; scale?: number[] }
  box: Box
}

/** Positions as glTF has them (y up): 16-bit steps from the corner of their box, or floats where the box is too large for that. */
function storePositions(positions: Float64Array): StoredPositions {
  const count = positions.length / 3
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  const up = (at: number, axis: number): number => (axis === 0 ? positions[at]! : axis === 1 ? positions[at + 2]! : -positions[at + 1]!)
  for (let at = 0; at < positions.length; at += 3) {
    for (let axis = 0; axis < 3; axis += 1) {
      low[axis] = Math.min(low[axis]!, up(at, axis))
      high[axis] = Math.max(high[axis]!, up(at, axis))
    }
  }
  // Rounded to a millimetre, so that the translation reads well and is the same everywhere.
  const corner = low.map((value) => Math.floor(value * 1_000) / 1_000)
  const stepM = Math.max(...high.map((value, axis) => value - corner[axis]!), 0.001) / 65_535
  const isFloat = stepM > coarsestStepM
  const stored = isFloat ? new Float32Array(count * 3) : new Uint16Array(count * 4)
  const width = isFloat ? 3 : 4
  const min = [Infinity, Infinity, Infinity]
  const max = [-Infinity, -Infinity, -Infinity]
  for (let vertex = 0; vertex < count; vertex += 1) {
    for (let axis = 0; axis < 3; axis += 1) {
      const value = up(vertex * 3, axis)
      stored[vertex * width + axis] = isFloat ? value : Math.round((value - corner[axis]!) / stepM)
      const kept = stored[vertex * width + axis]!
      min[axis] = Math.min(min[axis]!, kept)
      max[axis] = Math.max(max[axis]!, kept)
    }
  }
  const metres = (values: readonly number[]): number[] =>
    isFloat ? [...values] : values.map((value, axis) => corner[axis]! + value * stepM)
  const [from, to] = [metres(min), metres(max)]
  return {
    bytes: bytesOf(stored),
    stride: width * stored.BYTES_PER_ELEMENT,
    isFloat,
    min,
    max,
    node: isFloat ? {} : { translation: corner, scale: [stepM, stepM, stepM] },
    box: { min: [from[0]!, -to[2]!, from[1]!], max: [to[0]!, -from[2]!, to[1]!] },
  }
}

function storeNormals(normals: Int8Array): Uint8Array {
  const stored = new Int8Array((normals.length / 3) * 4)
  for (let vertex = 0; vertex < normals.length / 3; vertex += 1) {
    stored[vertex * 4] = normals[vertex * 3]!
    stored[vertex * 4 + 1] = normals[vertex * 3 + 2]!
    stored[vertex * 4 + 2] = -normals[vertex * 3 + 1]!
  }
  return bytesOf(stored)
}

function storeFeatureIds(featureIds: Uint16Array): Uint8Array {
  const stored = new Uint16Array(featureIds.length * 2)
  featureIds.forEach((id, vertex) => (stored[vertex * 2] = id))
  return bytesOf(stored)
}

type Views = ReturnType<typeof createViews>

function createViews() {
  const parts: Uint8Array[] = []
  const bufferViews: object[] = []
  let length = 0
  let unpackedLength = 0
  const place = (bytes: Uint8Array): number => {
    const at = length
    parts.push(bytes, new Uint8Array(-bytes.length & 7))
    length = (length + bytes.length + 7) & ~7
    return at
  }
  return {
    plain: (bytes: Uint8Array): number => bufferViews.push({ buffer: 0, byteOffset: place(bytes), byteLength: bytes.length }) - 1,
    packed: (bytes: Uint8Array, count: number, byteStride: number, mode: 'ATTRIBUTES' | 'TRIANGLES'): number => {
      const encoded = MeshoptEncoder.encodeGltfBuffer(bytes, count, byteStride, mode, 0)
      const EXT_meshopt_compression = { buffer: 0, byteOffset: place(encoded), byteLength: encoded.length, byteStride, mode, count }
      const view = {
        buffer: 1,
        byteOffset: unpackedLength,
        byteLength: bytes.length,
        // A view of indices has no stride of its own.
        ...(mode === 'ATTRIBUTES' ? { byteStride, target: 34_962 } : { target: 34_963 }),
        extensions: { EXT_meshopt_compression },
      }
      unpackedLength = (unpackedLength + bytes.length + 7) & ~7
      return bufferViews.push(view) - 1
    },
    finish: () => ({
      bufferViews,
      buffers: [{ byteLength: length }, { byteLength: unpackedLength, extensions: { EXT_meshopt_compression: { fallback: true } } }],
    }),
    bytes: (): Uint8Array => Buffer.concat(parts),
  }
}

function propertyTable(properties: TileProperties, views: Views): Record<string, object> {
  const table: Record<string, object> = {}
  for (const [name, values] of Object.entries(properties)) {
    if (ArrayBuffer.isView(values)) table[name] = { values: views.plain(bytesOf(values)) }
    else {
      const texts = values as readonly string[]
      // A view must not be empty, so a text that no building has is no property of the tile.
      if (name !== 'id' && texts.every((text) => text === '')) continue
      const encoded = texts.map((text) => Buffer.from(text, 'utf8'))
      const offsets = new Uint32Array(texts.length + 1)
      encoded.forEach((bytes, index) => (offsets[index + 1] = offsets[index]! + bytes.length))
      table[name] = {
        values: views.plain(Buffer.concat(encoded)),
        stringOffsets: views.plain(bytesOf(offsets)),
        stringOffsetType: 'UINT32',
      }
    }
  }
  return table
}

const float = { type: 'SCALAR', componentType: 'FLOAT32', required: true }
const propertySchemas: Readonly<Record<keyof TileProperties, object>> = {
  id: { type: 'STRING', required: true },
  name: { type: 'STRING', noData: '' },
  ward: { type: 'STRING', noData: '' },
  use: { type: 'ENUM', enumType: 'buildingUse', required: true },
  height: float,
  ground: float,
  levels: { type: 'SCALAR', componentType: 'UINT8', required: true },
  people: { type: 'SCALAR', componentType: 'FLOAT32', noData: -1 },
  floodLevel: float,
}

function schemaOf(names: readonly string[]): object {
  const properties = Object.fromEntries(names.map((name) => [name, propertySchemas[name as keyof TileProperties]]))
  return {
    id: 'toan_canh_city',
    classes: { building: { properties } },
    enums: { buildingUse: { valueType: 'UINT8', values: buildingUses.map((name, value) => ({ name, value })) } },
  }
}

function glbOf(document: object, binary: Uint8Array): Uint8Array {
  const json = Buffer.from(JSON.stringify(document), 'utf8')
  // Padded so that the binary chunk begins at a multiple of eight, not only of four.
  const jsonLength = json.length + ((4 - json.length) & 7)
  const bytes = new Uint8Array(28 + jsonLength + binary.length)
  const view = new DataView(bytes.buffer)
  const words = [0x46546c67, 2, bytes.length, jsonLength, 0x4e4f534a]
  words.forEach((word, index) => view.setUint32(index * 4, word, true))
  bytes.fill(32, 20 + json.length, 20 + jsonLength)
  bytes.set(json, 20)
  view.setUint32(20 + jsonLength, binary.length, true)
  view.setUint32(24 + jsonLength, 0x004e4942, true)
  bytes.set(binary, 28 + jsonLength)
  return bytes
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}
