import { describe, expect, it } from 'vitest'
import { sceneOf } from './scenes'

const viewpoints = ['whole-city', 'hieu-river', 'ql9-ql1']

describe('default scene of a surface', () => {
  it('is the city, the list with clock and gauge, the river, the list', () => {
    expect(sceneOf(1, viewpoints)).toEqual({ layout: 'whole', tiles: [{ kind: 'city', viewpointId: 'whole-city', withClock: true }] })
    expect(sceneOf(2, viewpoints)).toEqual({
      layout: 'list-and-side',
      tiles: [{ kind: 'alerts' }, { kind: 'clock' }, { kind: 'gauge' }],
    })
    expect(sceneOf(3, viewpoints).tiles).toEqual([{ kind: 'city', viewpointId: 'hieu-river', withClock: false }])
    expect(sceneOf(4, viewpoints)).toEqual({ layout: 'whole', tiles: [{ kind: 'alerts' }] })
  })

  it('exists for every surface of the largest wall, with viewpoints in turn', () => {
    const scenes = Array.from({ length: 16 }, (_, i) => sceneOf(i + 1, viewpoints))
    const cityViews = scenes.flatMap((scene) => scene.tiles.flatMap((tile) => (tile.kind === 'city' ? [tile.viewpointId] : [])))
    expect(cityViews).toEqual([...viewpoints, ...viewpoints, 'whole-city', 'hieu-river'])
    expect(scenes.every((scene) => scene.tiles.length > 0)).toBe(true)
  })
})
