import { expect, test } from 'vitest'
import { placeOf } from './carrierPlaces.mjs'

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/LICENSE.electron.txt', 'LICENSE'],
  ['Cypress/locales/vi.pak', 'locales/vi.pak'],
  ['Cypress/libEGL.so', 'libEGL.so'],
])('%s goes to %s', (name, place) => {
  expect(placeOf(name)).toBe(place)
})

test.each([
  'Cypress/',
  'Cypress/locales/',
  'Cypress/resources/app/index.js',
  'Cypress/browser_v8_context_snapshot.bin',
  'Cypress/../../etc/passwd',
])('%s is left out', (name) => {
  expect(placeOf(name)).toBeUndefined()
})
