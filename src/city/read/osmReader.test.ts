import { existsSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gathered } from '#test/builders/gathered'
import type { DraftItem } from '#city/import/draft'
import { defaultLimits, openSource } from '#city/import/sourceFile'
import { osmXmlReader } from './osmReader'

const andorra = join(import.meta.dirname, '../../../../shared/data/osm/andorra.osm.gz')

async function itemsOf(path: string): Promise<DraftItem[]> {
  const file = await openSource(path)
  expect(osmXmlReader.recognises(file.head)).toBe(true)
  return gathered(osmXmlReader.read(file, { limits: defaultLimits }))
}

async function itemsOfText(body: string): Promise<DraftItem[]> {
  const path = join(await mkdtemp(join(tmpdir(), 'osm-')), 'a.osm')
  await writeFile(path, `<?xml version="1.0"?>\n<osm version="0.6">${body}</osm>`)
  return itemsOf(path)
}

const node = (id: number, lon: number, lat: number, tags = '') => `<node id="${id}" lon="${lon}" lat="${lat}">${tags}</node>`
const tag = (k: string, v: string) => `<tag k="${k}" v="${v}"/>`
const way = (id: number, refs: number[], tags: string) => `<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}${tags}</way>`
const square = (first: number, lon: number, lat: number, side: number) =>
  node(first, lon, lat) + node(first + 1, lon + side, lat) + node(first + 2, lon + side, lat + side) + node(first + 3, lon, lat + side)

describe('an OpenStreetMap file', () => {
  it('gives buildings, roads, water and facilities with what their tags say', async () => {
    const items = await itemsOfText(
      square(1, 107.1, 16.8, 0.0002) +
        node(10, 107.1, 16.81, tag('amenity', 'hospital') + tag('name', 'Bệnh viện đa khoa')) +
        way(5, [1, 2, 3, 4, 1], tag('building', 'yes') + tag('amenity', 'school') + tag('building:levels', '3') + tag('height', '12 m')) +
        way(
          6,
          [1, 2],
          tag('highway', 'primary') + tag('ref', 'QL.9') + tag('oneway', '-1') + tag('maxspeed', '30 mph') + tag('bridge', 'yes'),
        ) +
        way(7, [2, 3], tag('waterway', 'river') + tag('name', 'Sông Hiếu') + tag('width', '120')) +
        way(8, [3, 4], tag('highway', 'footway')),
    )
    expect(items.map(({ kind }) => kind)).toEqual(['facility', 'building', 'facility', 'road', 'water'])
    expect(items[0]).toMatchObject({
      facility: { id: 'osm-n10', kind: 'hospital', nameVi: 'Bệnh viện đa khoa', lonDeg: 107.1, latDeg: 16.81 },
    })
    expect(items[1]).toMatchObject({ building: { id: 'w5', use: 'school', levels: '3', height: '12 m' } })
    expect(items[2]).toMatchObject({ facility: { id: 'osm-w5', kind: 'school', nameVi: 'Trường học' } })
    expect(items[3]).toMatchObject({
      road: { class: 'primary', ref: 'QL.9', oneWay: -1, bridge: true, line: [107.1, 16.8, 107.1002, 16.8] },
    })
    expect(items[3]?.kind === 'road' && items[3].road.speedKmh).toBeCloseTo(48.28, 2)
    expect(items[4]).toMatchObject({ water: { kind: 'river', name: 'Sông Hiếu', widthM: 120 } })
  })

  it('joins the ways of a multipolygon, turned ones too, and gives it its hole', async () => {
    const [item, ...rest] = await itemsOfText(
      square(1, 0, 0, 0.001) +
        square(11, 0.0004, 0.0004, 0.0002) +
        way(5, [1, 2, 3], '') +
        way(6, [1, 4, 3], '') +
        way(7, [11, 12, 13, 14, 11], '') +
        `<relation id="9"><member type="way" ref="5" role="outer"/><member type="way" ref="6" role="outer"/><member type="way" ref="7" role="inner"/>${tag('type', 'multipolygon')}${tag('natural', 'water')}</relation>`,
    )
    expect(rest).toEqual([])
    expect(item).toMatchObject({ kind: 'water', water: { id: 'r9', kind: 'lake' } })
    const polygons = item?.kind === 'water' ? item.water.polygons : []
    expect(polygons.map((rings) => rings.map((ring) => ring.length / 2))).toEqual([[5, 5]])
  })

  it('says what is cut at its edge, and draws nothing across the gap', async () => {
    const items = await itemsOfText(
      square(1, 0, 0, 0.001) + way(5, [1, 2, 99, 3, 4], tag('highway', 'service')) + way(6, [1, 2, 98, 1], tag('building', 'yes')),
    )
    expect(items.map((item) => (item.kind === 'problem' ? item.problem.code : item.kind))).toEqual([
      'osm-node-missing',
      'road',
      'road',
      'osm-node-missing',
      'osm-area-open',
    ])
    expect(items[1]).toMatchObject({ road: { line: [0, 0, 0.001, 0] } })
  })

  it.each([
    ['cut short', '<?xml version="1.0"?><osm><node id="1" lon="1" lat="2"/>'],
    ['with a place that is no number', '<osm><node id="1" lon="abc" lat="2"/></osm>'],
    ['with entities of its own', '<!DOCTYPE osm [<!ENTITY a "b">]><osm></osm>'],
    ['that is another document', '<gpx></gpx>'],
  ])('is refused when it is one %s', async (_, text) => {
    const path = join(await mkdtemp(join(tmpdir(), 'osm-')), 'a.osm')
    await writeFile(path, text)
    const file = await openSource(path)
    await expect(gathered(osmXmlReader.read(file, { limits: defaultLimits }))).rejects.toMatchObject({
      problem: { code: 'osm-broken' },
    })
  })

  it.skipIf(!existsSync(andorra))('of a whole country is read: Andorra', async () => {
    const counts: Record<string, number> = {}
    for (const item of await itemsOf(andorra)) counts[item.kind] = (counts[item.kind] ?? 0) + 1
    expect(counts).toEqual({ facility: 30, road: 1_308, water: 206, ground: 89, building: 292, problem: 2 })
  })
})

if (!existsSync(andorra)) console.log('skipped: no sample data, so no Andorra')
