import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { validateBytes } from 'gltf-validator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { columnOf, decodeColumns, encodeColumns, type Column } from '#analysis/columns'
import { importCity } from '#city/import/importCity'
import { testFolder } from '#test/builders/folderBuilder'
import { footprint, houses, outline, writeFootprints } from '#test/builders/footprints'
import { findingSentence } from './findingTable'
import { verifyCity } from './verifyCity'

// A sound city, and every way in which one file of it can be wrong.

const folder = testFolder('verify')
const made = folder.at('made')
const city = folder.at('city')

beforeAll(async () => {
  const courtyard = footprint('court', {
    type: 'Polygon',
    coordinates: [outline([0, 90], [9, 90], [9, 99], [0, 99]), outline([3, 93], [3, 96], [6, 96], [6, 93])],
  })
  const source = writeFootprints(folder.at('source.geojson'), [...houses(700), courtyard])
  expect((await importCity({ source, out: made, id: 'city' })).outcome).toBe('imported')
})
beforeEach(() => {
  rmSync(city, { recursive: true, force: true })
  cpSync(made, city, { recursive: true })
})
afterAll(() => folder.remove())

const tileNames = (): string[] => readdirSync(`${city}/tiles/t`)
const firstTile = 'tiles/t/0.glb'
const codes = async (): Promise<string[]> => {
  const { problems } = await verifyCity(city)
  for (const problem of problems) for (const sentence of Object.values(findingSentence(problem))) expect(sentence).not.toMatch(/\?|\{\w+\}/)
  // A file that was tampered with has another hash too; that is tested once, below.
  return [...new Set(problems.map(({ code }) => code))].filter((code) => code !== 'file-changed' && code !== 'file-size')
}

test('what the importer makes is sound, for this verifier and for the Khronos validator', async () => {
  const { problems, buildings, tiles } = await verifyCity(city)
  expect([problems, buildings, tiles]).toEqual([[], 701, 3])
  for (const name of tileNames()) {
    const { issues } = await validateBytes(new Uint8Array(readFileSync(`${city}/tiles/t/${name}`)))
    expect([issues.numErrors, issues.numWarnings]).toEqual([0, 0])
  }
})

test('a tileset alone can be verified', async () => {
  const { problems, buildings } = await verifyCity(`${city}/tiles`)
  expect([problems, buildings]).toEqual([[], 701])
})

type Tileset = { asset: { version: string }; geometricError: number; root: Tile }
type Tile = {
  refine?: string
  geometricError: number
  transform?: number[]
  boundingVolume: { box?: number[]; sphere?: number[] }
  content: { uri: string }
  children: Tile[]
}

test.each<[string, (tileset: Tileset) => void, string]>([
  ['leads out of the folder', (tileset) => void (tileset.root.content.uri = '../../../etc/passwd.glb'), 'uri-outside'],
  ['leads out of it in disguise', (tileset) => void (tileset.root.content.uri = '%2e%2e/%2e%2e/a.glb'), 'uri-outside'],
  ['leads to a network', (tileset) => void (tileset.root.content.uri = 'https://example.org/0.glb'), 'uri-remote'],
  ['leads to nothing', (tileset) => void (tileset.root.content.uri = 't/9.glb'), 'file-missing'],
  ['is of the old format', (tileset) => void (tileset.root.content.uri = 't/0.b3dm'), 'tile-old-format'],
  ['refines in small letters', (tileset) => void (tileset.root.refine = 'add'), 'refine-unknown'],
  ['does not say how it refines', (tileset) => void delete tileset.root.refine, 'refine-unknown'],
  ['has an error that rises', (tileset) => void (tileset.root.children[0]!.geometricError = 1e6), 'error-rises'],
  ['has no error above the root', (tileset) => void (tileset.geometricError = 0), 'error-rises'],
  ['has a box that its content leaves', (tileset) => void (tileset.root.children[0]!.boundingVolume.box![3]! *= 0.5), 'content-outside'],
  ['has a child outside of its parent', (tileset) => void (tileset.root.boundingVolume.box![0]! += 500), 'box-outside'],
  ['has a sphere', (tileset) => void (tileset.root.boundingVolume = { sphere: [0, 0, 0, 9_999] }), 'volume-unknown'],
  ['moves a tile', (tileset) => void (tileset.root.children[0]!.transform = tileset.root.transform!), 'transform-unexpected'],
  ['is of another version', (tileset) => void (tileset.asset.version = '1.0'), 'tileset-version'],
  ['names a tile twice', (tileset) => void (tileset.root.children[0]!.content.uri = 't/0.glb'), 'id-twice'],
  ['has no root', (tileset) => void delete (tileset as Partial<Tileset>).root, 'not-of-the-contract'],
])('a tileset that %s', async (_, change, expected) => {
  const path = `${city}/tiles/tileset.json`
  const tileset = JSON.parse(readFileSync(path, 'utf8')) as Tileset
  change(tileset)
  writeFileSync(path, JSON.stringify(tileset))
  expect(await codes()).toContain(expected)
})

type Document = {
  extensionsRequired: string[]
  nodes: { translation: number[]; scale: number[] }[]
  accessors: { count: number; min?: number[]; componentType: number }[]
  bufferViews: {
    buffer: number
    byteOffset: number
    byteLength: number
    extensions?: { EXT_meshopt_compression: { count: number; byteStride: number; byteOffset: number } }
  }[]
  buffers: { byteLength: number; uri?: string }[]
  meshes: { primitives: { extensions: { EXT_mesh_features: { featureIds: { featureCount: number }[] } } }[] }[]
  extensions: {
    EXT_structural_metadata: {
      schema: { enums: { buildingUse: { values: { name: string; value: number }[] } } }
      propertyTables: { count: number; properties: Record<string, { values: number; stringOffsets: number }> }[]
    }
  }
}

test.each<[string, (document: Document, binary: Buffer) => Buffer | void, string]>([
  ['requires an extension that is not known', (glb) => void glb.extensionsRequired.push('KHR_draco_mesh_compression'), 'glb-extension'],
  ['would unpack to gigabytes', (glb) => void (glb.bufferViews[0]!.extensions!.EXT_meshopt_compression.count = 400_000_000), 'glb-bomb'],
  [
    'reads packed bytes from outside',
    (glb) => void (glb.bufferViews[0]!.extensions!.EXT_meshopt_compression.byteOffset = 1e8),
    'glb-broken',
  ],
  ['has a view outside its buffer', (glb) => void (glb.bufferViews[5]!.byteOffset = 1e8), 'glb-broken'],
  ['has a buffer elsewhere', (glb) => void (glb.buffers[0]!.uri = 'other.bin'), 'glb-broken'],
  ['reads more than there is', (glb) => void (glb.accessors[0]!.count += 1), 'glb-broken'],
  [
    'counts its features wrongly',
    (glb) => void (glb.meshes[0]!.primitives[0]!.extensions.EXT_mesh_features.featureIds[0]!.featureCount += 1),
    'glb-feature-count',
  ],
  [
    'has more ids than sixteen bits',
    (glb) => void (glb.meshes[0]!.primitives[0]!.extensions.EXT_mesh_features.featureIds[0]!.featureCount = 70_000),
    'glb-too-many-ids',
  ],
  ['has a triangle of a vertex that is not there', withIndices(0, 1, 60_000), 'glb-index-range'],
  ['ends in the middle of a triangle', withIndices(0, 1, 2, 3), 'glb-broken'],
  ['declares other limits', (glb) => void (glb.accessors[0]!.min![0]! -= 5), 'glb-minimum'],
  ['is moved out of its box', (glb) => void (glb.nodes[0]!.translation[0]! += 50), 'content-outside'],
  ['is turned inside out', (glb) => void (glb.nodes[0]!.scale[0]! *= -1), 'glb-broken'],
  ['has a misaligned table', (glb) => void (glb.bufferViews[tableOf(glb).properties['height']!.values]!.byteOffset += 4), 'glb-misaligned'],
  ['has a value too few', (glb) => void (glb.bufferViews[tableOf(glb).properties['height']!.values]!.byteLength -= 4), 'metadata-broken'],
  [
    'has a use that is none',
    (glb, binary) => void (binary[glb.bufferViews[tableOf(glb).properties['use']!.values]!.byteOffset] = 200),
    'value-unknown',
  ],
  [
    'has a height that is none',
    (glb, binary) => void binary.writeFloatLE(NaN, glb.bufferViews[tableOf(glb).properties['height']!.values]!.byteOffset),
    'value-unknown',
  ],
  [
    'has uses of its own',
    (glb) => void (glb.extensions.EXT_structural_metadata.schema.enums.buildingUse.values[1]!.name = 'palace'),
    'metadata-broken',
  ],
  [
    'has offsets that fall',
    (glb, binary) => void binary.writeUInt32LE(9_999, glb.bufferViews[tableOf(glb).properties['id']!.stringOffsets]!.byteOffset + 4),
    'metadata-broken',
  ],
  [
    'has offsets that do not reach the end',
    (glb) => void (glb.bufferViews[tableOf(glb).properties['id']!.values]!.byteLength -= 1),
    'metadata-broken',
  ],
  ['leaves out a required property', (glb) => void delete tableOf(glb).properties['ground'], 'metadata-broken'],
  [
    'has damaged packed bytes',
    (glb, binary) => void binary.fill(0xff, glb.bufferViews[0]!.extensions!.EXT_meshopt_compression.byteOffset, 64),
    'glb-broken',
  ],
  [
    'says another height than the table',
    (glb, binary) => void binary.writeFloatLE(77, glb.bufferViews[tableOf(glb).properties['height']!.values]!.byteOffset),
    'value-differs',
  ],
])('a tile that %s', async (_, change, expected) => {
  rewriteGlb(`${city}/${firstTile}`, change)
  expect(await codes()).toContain(expected)
})

const tableOf = (glb: Document): Document['extensions']['EXT_structural_metadata']['propertyTables'][number] =>
  glb.extensions.EXT_structural_metadata.propertyTables[0]!

/** Triangles that are not packed, in place of the tile's own. */
function withIndices(...indices: number[]): (document: Document, binary: Buffer) => Buffer {
  return (document, binary) => {
    const plain = Buffer.from(Uint16Array.from(indices).buffer)
    const view = { buffer: 0, byteOffset: binary.length, byteLength: plain.length }
    Object.assign(document.accessors[3]!, { bufferView: document.bufferViews.push(view) - 1, count: indices.length, componentType: 5123 })
    document.buffers[0]!.byteLength = binary.length + plain.length
    return Buffer.concat([binary, plain, Buffer.alloc(-plain.length & 7)])
  }
}

function rewriteGlb(path: string, change: (document: Document, binary: Buffer) => Buffer | void): void {
  const bytes = readFileSync(path)
  const jsonLength = bytes.readUInt32LE(12)
  const document = JSON.parse(bytes.toString('utf8', 20, 20 + jsonLength)) as Document
  const given = Buffer.from(bytes.subarray(28 + jsonLength))
  const binary = change(document, given) ?? given
  let json = JSON.stringify(document)
  while (Buffer.byteLength(json) % 8 !== 4) json += ' '
  const head = Buffer.alloc(20)
  const length = Buffer.byteLength(json)
  for (const [index, word] of [0x46546c67, 2, 28 + length + binary.length, length, 0x4e4f534a].entries())
    head.writeUInt32LE(word, index * 4)
  const middle = Buffer.alloc(8)
  middle.writeUInt32LE(binary.length, 0)
  middle.writeUInt32LE(0x004e4942, 4)
  writeFileSync(path, Buffer.concat([head, Buffer.from(json), middle, binary]))
}

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['is cut off', (bytes) => bytes.subarray(0, bytes.length - 5)],
  ['is empty', () => Buffer.alloc(0)],
  ['is something else', () => Buffer.from('b3dm and more than twenty-eight bytes of it')],
  ['is of version 1', (bytes) => (bytes.writeUInt32LE(1, 4), bytes)],
  ['says that its JSON is longer than it', (bytes) => (bytes.writeUInt32LE(1e9, 12), bytes)],
])('a tile that %s is broken', async (_, change) => {
  const path = `${city}/${firstTile}`
  writeFileSync(path, change(readFileSync(path)))
  expect(await codes()).toContain('glb-broken')
})

test.each<[string, (columns: Map<string, Column>, meta: { count: number }) => void, string]>([
  ['lacks a column', (columns) => void columns.delete('heightM'), 'table-broken'],
  ['has another count', (_, meta) => void (meta.count += 1), 'table-broken'],
  ['has ids out of order', (columns) => void (columns.get('idUtf8')![0] = 0x7a), 'table-broken'],
  ['has a height of nothing', (columns) => void (columns.get('heightM')![3] = 0), 'table-broken'],
  [
    'has a height from nowhere',
    (columns) =>
      void columns.set(
        'heightBasis',
        Uint8Array.from(columns.get('use')!, () => 3),
      ),
    'table-broken',
  ],
  ['has too few bases of heights', (columns) => void columns.set('heightBasis', new Uint8Array(1)), 'table-broken'],
  ['has a centre elsewhere', (columns) => void (columns.get('lonDeg')![3]! += 0.1), 'table-broken'],
  ['has another height than the tiles', (columns) => void (columns.get('heightM')![3]! += 1), 'value-differs'],
  ['has starts that fall', (columns) => void (columns.get('ringStart')![3] = 0), 'table-broken'],
])('a table that %s', async (_, change, expected) => {
  const path = `${city}/buildings.columns.gz`
  const file = decodeColumns(new Uint8Array(gunzipSync(readFileSync(path))))
  const columns = new Map([...file.columns].map(([name, column]) => [name, column.slice()]))
  const meta = file.meta as { count: number }
  change(columns, meta)
  writeFileSync(path, gzipSync(encodeColumns(meta, Object.fromEntries(columns))))
  expect(await codes()).toContain(expected)
})

test('a table of fewer buildings than the tiles, each named with its place', async () => {
  const path = `${city}/buildings.columns.gz`
  const file = decodeColumns(new Uint8Array(gunzipSync(readFileSync(path))))
  const ids = columnOf(file, 'idUtf8', 'u8').slice()
  // The last id, `h…`, becomes one that no tile has, and still the last.
  ids[ids.length - 1] = 0x7a
  writeFileSync(path, gzipSync(encodeColumns(file.meta, { ...Object.fromEntries(file.columns), idUtf8: ids })))
  const { problems } = await verifyCity(city)
  expect(problems.filter(({ code }) => code.startsWith('id-')).map(({ code, place }) => [code, place === null])).toEqual([
    ['id-only-in-tiles', true],
    ['id-only-in-table', false],
  ])
})

test.each<[string, () => void, string]>([
  ['has a file less', () => unlinkSync(`${city}/LICENSES.md`), 'file-missing'],
  ['has a file more', () => writeFileSync(`${city}/tiles/more.glb`, 'x'), 'file-not-listed'],
  ['has a link', () => symlinkSync('/etc', `${city}/etc`), 'uri-outside'],
  ['has no base map', () => unlinkSync(`${city}/basemap.geojson`), 'file-missing'],
  ['has a base map that is none', () => writeFileSync(`${city}/basemap.geojson`, '{"type":"FeatureCollection"}'), 'not-of-the-contract'],
  ['has wards that are not JSON', () => writeFileSync(`${city}/wards.geojson`, '{'), 'json-broken'],
  ['has a manifest that is none', () => writeFileSync(`${city}/city.json`, '{}'), 'not-of-the-contract'],
  ['has no table', () => unlinkSync(`${city}/buildings.columns.gz`), 'file-missing'],
  ['has a table that is no gzip', () => writeFileSync(`${city}/buildings.columns.gz`, 'x'), 'table-broken'],
])('a folder that %s', async (_, change, expected) => {
  change()
  expect(await codes()).toContain(expected)
})

test('one changed byte anywhere is found by the hash', async () => {
  const bytes = readFileSync(`${city}/LICENSES.md`)
  bytes[3]! ^= 1
  writeFileSync(`${city}/LICENSES.md`, bytes)
  const { problems } = await verifyCity(city)
  expect(problems.map(({ code, file }) => [code, file])).toEqual([['file-changed', 'LICENSES.md']])
})

test('no folder at all, and an empty one', async () => {
  expect((await verifyCity(folder.at('nowhere'))).problems.map(({ code }) => code)).toEqual(['folder-unreadable'])
  mkdirSync(folder.at('empty'))
  expect((await verifyCity(folder.at('empty'))).problems.map(({ code }) => code)).toEqual(['file-missing'])
})
