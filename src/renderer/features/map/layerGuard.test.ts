import { expect, it, vi } from 'vitest'
import { guardLayers } from './layerGuard'
import type { LayerPaint, LiveLayer } from './liveLayer'

it('leaves out a layer that throws, says so once, and goes on with the others', () => {
  const failed = vi.fn()
  const drawn: string[] = []
  const layer = (id: LiveLayer['id'], paint: () => void): LiveLayer => ({ id, paint, pick: () => ({ layer: 'units', id }) })
  const error = new Error('broken')
  const layers = guardLayers(
    [
      layer('cameras', () => drawn.push('cameras')),
      layer('heat', () => {
        throw error
      }),
      layer('facilities', () => drawn.push('facilities')),
    ],
    failed,
  )
  layers.paint({} as LayerPaint)
  layers.paint({} as LayerPaint)
  expect(drawn).toEqual(['cameras', 'facilities', 'cameras', 'facilities'])
  expect(failed.mock.calls).toEqual([['heat', error]])
})

it('picks what lies uppermost', () => {
  const at = (id: string | null): LiveLayer => ({ id: 'units', pick: () => (id === null ? null : { layer: 'units', id }) })
  expect(guardLayers([at('under'), at('over'), at(null)], () => {}).pick(0, 0)).toEqual({ layer: 'units', id: 'over' })
  expect(guardLayers([], () => {}).pick(0, 0)).toBeNull()
})
