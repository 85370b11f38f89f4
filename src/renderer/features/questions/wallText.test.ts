import { wallTiles } from '#shared/contract/wall'
import type { TileContent, WallTile } from '#shared/contract/wall'
import { expect, it } from 'vitest'
import { shownAnswer } from '#shared/contract/shownAnswer'
import { tilesWithAnswer, tilesWithText } from './wallText'

const area = { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }
const tile = (id: string, content: TileContent): WallTile => ({ id, area, content })
const city = tile('city', { kind: 'city', aim: { at: 'viewpoint', viewpointId: 'whole-city' }, withClock: false })
const alerts = tile('alerts', { kind: 'alerts' })
const clock = tile('clock', { kind: 'clock' })
const gauge = tile('gauge', { kind: 'gauge', gaugeId: null })
const words = tile('words', { kind: 'text', title: { vi: 'cũ', en: 'old' }, body: { vi: '', en: '' } })
const text = { vi: 'x', en: 'y' }
const changed = (tiles: WallTile[]): string | undefined =>
  tilesWithText(tiles, text, text)?.find(({ content }) => content.kind === 'text' && content.body.vi === 'x')?.id

it('words go where words are, else where a clock is, else where a gauge is; never over the city or the alerts', () => {
  expect(changed([city, clock, words])).toBe('words')
  expect(changed([city, gauge, clock])).toBe('clock')
  expect(changed([city, alerts, gauge])).toBe('gauge')
  expect(changed([city, alerts])).toBeUndefined()
})

it('long words are cut to what a wall takes', () => {
  const next = tilesWithText([clock], text, { vi: 'a'.repeat(5_000), en: 'b' })!
  expect(next[0]?.content).toEqual({ kind: 'text', title: text, body: { vi: 'a'.repeat(2_000), en: 'b' } })
  expect(wallTiles.element.shape.content.safeParse(next[0]?.content).success).toBe(true)
})

const answer = shownAnswer.parse({
  question: { kind: 'flood', levelM: 4, gaugeLevelM: 4 },
  inputsHash: 'a'.repeat(64),
  model: { name: 'connectivity-field', version: '1' },
  dataClass: 'illustrative',
  answeredAtMs: 1,
  operator: 'Trực ban',
})

it('an answer goes onto the first city of the wall, which goes on looking where it looked', () => {
  const next = tilesWithAnswer([clock, city, { ...city, id: 'second' }], answer)!
  expect(next).toEqual([clock, { ...city, content: { ...city.content, answer } }, { ...city, id: 'second' }])
  expect(wallTiles.safeParse(next).success).toBe(true)
})

it('a wall without a city takes no answer, and no wall takes one about an endless area', () => {
  expect(tilesWithAnswer([clock, alerts], answer)).toBeUndefined()
  const ring = Array.from({ length: 5_000 }, (_, corner): [number, number] => [107 + corner / 1e5, 16.123456])
  const endless = { ...answer, question: { kind: 'inside' as const, area: { polygons: [ring], circles: [] } } }
  expect(tilesWithAnswer([city], endless)).toBeUndefined()
  expect(shownAnswer.safeParse(endless).success).toBe(false)
})
