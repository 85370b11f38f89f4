import { expect, test } from 'vitest'
import type { AttachmentReference } from '../contract/attachment'
import type { PlainContent, WallTile } from '../contract/wall'
import { contentsOfFact, contentsOfRequest, documentsOn } from './namedContents'
import { buildFact } from '#test/builders/factBuilder'

const photo = (digit: string): AttachmentReference => ({
  sha256: digit.repeat(64),
  name: `${digit}.png`,
  mediaType: 'image/png',
  bytes: 100,
})
const shows = (digit: string): PlainContent => ({ kind: 'document', document: photo(digit), pageDwellS: 10, wallSafe: true })
const area = { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }
const tiles: WallTile[] = [
  { id: 'one', area, content: shows('a') },
  { id: 'two', area, content: { kind: 'clock' } },
  {
    id: 'three',
    area,
    content: {
      kind: 'sequence',
      items: [
        { content: { kind: 'alerts' }, dwellS: 3 },
        { content: shows('b'), dwellS: 3 },
      ],
    },
  },
]
const scene = { id: 'giao-ban', name: { vi: 'Giao ban', en: 'Briefing' }, tiles }

test('a tile, a sequence, a scene and a note name the contents they show', () => {
  expect(documentsOn(tiles)).toEqual([photo('a'), photo('b')])
  expect(contentsOfRequest({ type: 'wall.show', input: { id: 'w', tiles, sceneId: null, sceneVersion: null } })).toHaveLength(2)
  expect(contentsOfRequest({ type: 'scene.save', input: { id: scene.id, scene, expectedVersion: 0 } })).toHaveLength(2)
  expect(contentsOfRequest({ type: 'wall.return', input: { id: 'w' } })).toEqual([])
  expect(contentsOfFact(buildFact('alert.noted', { id: 'a', text: '', attachments: [photo('c')] }))).toEqual([photo('c')])
  const saved = { scene, version: 1, savedAtMs: 1, by: { id: 's', name: 'S' } }
  expect(contentsOfFact(buildFact('scene.saved', saved))).toEqual([photo('a'), photo('b')])
  expect(contentsOfFact(buildFact('scene.removed', { id: 'x' }))).toEqual([])
})
