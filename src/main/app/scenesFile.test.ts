import { describe, expect, it } from 'vitest'
import type { Scene } from '#shared/contract/wall'
import { scenesIn, textOfScenes } from './scenesFile'

const scene: Scene = {
  id: 'lu-song-hieu',
  name: { vi: 'Lũ sông Hiếu', en: 'Hiếu flood' },
  tiles: [{ id: 'all', area: { surfaces: [1, 2], x: 0, y: 0, width: 1, height: 1 }, content: { kind: 'alerts' } }],
}

describe('a file of scenes', () => {
  it('comes back as it was written', () => {
    expect(scenesIn(textOfScenes([scene]))).toEqual({ ok: true, scenes: [scene] })
  })

  it('is refused whole, with the place of what is wrong', () => {
    const why = (text: string): string => {
      const read = scenesIn(text)
      return read.ok ? '' : read.why
    }
    expect(why('{"kind":')).not.toBe('')
    expect(why('{"kind":"toan-canh-scenes","schema":2,"scenes":[]}')).toMatch(/schema[\s\S]*scenes/)
    const broken = structuredClone(scene) as { tiles: { area: { width: number } }[] }
    broken.tiles[0]!.area.width = 3
    expect(why(textOfScenes([scene, broken as Scene]))).toContain('scenes.1.tiles.0.area.width')
    expect(why(textOfScenes([scene, scene]))).toContain('lu-song-hieu')
  })
})
