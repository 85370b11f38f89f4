import { ImageBasedLighting } from '@cesium/engine'
import { expect, it } from 'vitest'
import { UnlitLighting } from './unlitLighting'

it('stands in for the call by which Cesium prepares reflections', () => {
  const prepared: string[] = []
  const frameState = { frameNumber: 1, context: {}, brdfLutGenerator: { update: () => prepared.push('reflections') } }
  const updateOf = (lighting: ImageBasedLighting) => (lighting as unknown as { update(state: typeof frameState): void }).update(frameState)
  updateOf(new ImageBasedLighting())
  expect(prepared).toEqual(['reflections'])
  updateOf(new UnlitLighting())
  expect(prepared).toEqual(['reflections'])
})
