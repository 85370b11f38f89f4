import { expect, test } from 'vitest'
import { gathered } from '#test/builders/gathered'
import { isOsmXml, readOsmXml } from './osmXml'

async function* inPieces(text: string, length: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

const document =
  '<osm><bounds/><node id="1" lon="107.1" lat="16.8"><tag k="name" v="Chợ Đông Hà &amp; ga"/></node>' +
  '<node id="2" lon="0" lat="0" visible="false"/><way id="-3"><nd ref="1"/><nd ref="1"/></way>' +
  '<relation id="4"><member type="way" ref="-3" role="outer"/></relation></osm>'

test.each([1, 7, 10_000])('elements are the same however the bytes are cut: every %i', async (length) => {
  expect((await gathered(readOsmXml(inPieces(document, length)))).flat()).toEqual([
    { type: 'node', id: 1, lonDeg: 107.1, latDeg: 16.8, tags: { name: 'Chợ Đông Hà & ga' } },
    { type: 'way', id: -3, refs: [1, 1], tags: {} },
    { type: 'relation', id: 4, members: [{ type: 'way', ref: -3, role: 'outer' }], tags: {} },
  ])
})

test('it is known by its first element', () => {
  const known = (text: string): boolean => isOsmXml(new TextEncoder().encode(text))
  expect([
    known(document),
    known('<?xml version="1.0"?>\n<!-- x -->\n<osm version="0.6">'),
    known('<osmChange>'),
    known('{"osm":1}'),
  ]).toEqual([true, true, false, false])
})

test('text that is not UTF-8 is refused', async () => {
  const bytes = Uint8Array.of(...new TextEncoder().encode('<osm a="'), 0xff, 0xfe)
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  await expect(gathered(readOsmXml(pieces()))).rejects.toMatchObject({
    problem: { detail: { reason: expect.stringContaining('UTF-8') } },
  })
})
