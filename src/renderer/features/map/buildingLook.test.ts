import { expect, it } from 'vitest'
import { lookOf, plainLook } from './buildingLook'
import { defaultLayers } from './layerSettings'

const causes = { settings: defaultLayers, answer: null, selected: null, wardColour: () => undefined }
const answer = { layers: [], floodLevelM: 5.35, buildingIds: ['a', 'b'] }

it('follows layers, answer and selection', () => {
  const settings = { ...defaultLayers, shown: { ...defaultLayers.shown, buildings: false }, buildingColour: 'use' } as const
  expect(lookOf(plainLook, { ...causes, settings, answer, selected: { layer: 'buildings', id: 'b' } })).toMatchObject({
    visible: false,
    colour: 'use',
    floodLevelM: 5.35,
    highlighted: new Set(['a', 'b']),
    selectedId: 'b',
  })
  expect(lookOf(plainLook, { ...causes, selected: { layer: 'cameras', id: 'b' } }).selectedId).toBeNull()
})

it('keeps the set of ids while they are the same, so that a water slider walks through no features', () => {
  const wet = lookOf(plainLook, { ...causes, answer })
  expect(lookOf(wet, { ...causes, answer: { ...answer, floodLevelM: 5.4, buildingIds: ['b', 'a'] } }).highlighted).toBe(wet.highlighted)
  expect(lookOf(wet, { ...causes, answer: { ...answer, buildingIds: ['a', 'c'] } }).highlighted).toEqual(new Set(['a', 'c']))
  expect(lookOf(wet, causes).highlighted.size).toBe(0)
})
