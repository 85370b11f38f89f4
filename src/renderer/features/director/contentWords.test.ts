import { expect, test } from 'vitest'
import { tileContent, type TileContent } from '#shared/contract/wall'
import type { Translate } from '#i18n/catalogue'
import { contentInWords, offeredContents } from './contentWords'

const viewpoint = (id: string) => ({
  id,
  name: { vi: `Góc ${id}`, en: `View ${id}` },
  target: { lonDeg: 107, latDeg: 16 },
  rangeM: 1_000,
  headingDeg: 0,
  pitchDeg: -45,
})
const viewpoints = [viewpoint('one'), viewpoint('two')]
const known = {
  viewpoints,
  cameras: [{ id: 'cam-1', name: { vi: 'Cầu', en: 'Bridge' } }],
  gauges: [{ id: 'dong-ha', name: { vi: 'Đông Hà', en: 'Đông Hà' } }],
}
const t: Translate = (key, values) => [key, ...Object.values(values ?? {})].join(' ')
const words = (content: TileContent) => contentInWords(content, known, (id) => (id === 'a' ? 'Cháy chợ' : undefined), 'vi', t)

test('contents are called by what they show', () => {
  expect(words({ kind: 'city', aim: { at: 'viewpoint', viewpointId: 'two' }, withClock: false })).toBe('wall.content.city Góc two')
  expect(words({ kind: 'city', aim: { at: 'viewpoint', viewpointId: 'gone' }, withClock: false })).toBe('wall.content.city gone')
  expect(words({ kind: 'panorama', aim: { at: 'alert', alertId: 'a' } })).toBe('wall.content.panorama Cháy chợ')
  expect(words({ kind: 'panorama', aim: { at: 'alert', alertId: 'b' } })).toBe('wall.content.panorama wall.content.alert')
  expect(words({ kind: 'text', title: { vi: 'Giao ban', en: 'Briefing' }, body: { vi: '', en: '' } })).toBe('wall.content.text Giao ban')
  expect(words({ kind: 'camera', cameraId: 'cam-1' })).toBe('wall.content.camera Cầu')
  expect(words({ kind: 'camera', cameraId: 'gone' })).toBe('wall.content.camera gone')
  expect(words({ kind: 'camera-group', cameraIds: ['cam-1', 'gone'] })).toBe('wall.content.camera-group 2')
  expect(words({ kind: 'gauge', gaugeId: 'dong-ha' })).toBe('wall.content.gaugeOf Đông Hà')
  expect(words({ kind: 'gauge', gaugeId: null })).toBe('wall.content.gauge')
  expect(words({ kind: 'domain', domain: 'health' })).toBe('wall.content.domain tiles.domain.names.health')
  expect(words({ kind: 'clock' })).toBe('wall.content.clock')
})

test('a city with an answer on it says which question that was', () => {
  const answer = {
    question: { kind: 'flood' as const, levelM: 4, gaugeLevelM: 4 },
    inputsHash: 'a'.repeat(64),
    model: { name: 'connectivity-field', version: '1' },
    dataClass: 'illustrative' as const,
    answeredAtMs: 1,
    operator: 'Lan',
  }
  const content = { kind: 'city' as const, aim: { at: 'viewpoint' as const, viewpointId: 'two' }, withClock: false, answer }
  expect(tileContent.safeParse(content).success).toBe(true)
  expect(words(content)).toBe('wall.content.city Góc two · questions.kinds.flood')
})

test('everything that is offered can be shown; a city with one viewpoint has no tour', () => {
  const kinds = (count: number) => offeredContents(viewpoints.slice(0, count), 20).map(({ kind }) => kind)
  for (const content of offeredContents(viewpoints, 20)) expect(tileContent.safeParse(content).success).toBe(true)
  expect(kinds(2)).toEqual(['city', 'city', 'sequence', 'panorama', 'alerts', 'gauge', 'clock'])
  expect(kinds(1)).not.toContain('sequence')
})
