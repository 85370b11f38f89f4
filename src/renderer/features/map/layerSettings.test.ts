import { expect, it } from 'vitest'
import { defaultLayers, layersFromText } from './layerSettings'

it('reads what was kept', () => {
  const kept = { ...defaultLayers, shown: { ...defaultLayers.shown, units: false }, buildingColour: 'flood', theme: 'day' } as const
  expect(layersFromText(JSON.stringify(kept))).toEqual(kept)
})

it.each(['', 'null', '[]', '{', '"day"', '{"shown":[],"theme":"pink","buildingColour":3}', '{"shown":{"units":"no"}}'])(
  'is as it is by default after %j',
  (text) => expect(layersFromText(text)).toEqual(defaultLayers),
)
