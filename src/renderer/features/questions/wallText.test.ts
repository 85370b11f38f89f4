import { wallTiles } from '#shared/contract/wall'
import type { TileContent, WallTile } from '#shared/contract/wall'
import { expect, it } from 'vitest'
import { tilesWithText } from './wallText'

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
