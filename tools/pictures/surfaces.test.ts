import { expect, test } from 'vitest'
import { pictureName, surfaceName } from './surfaces.mjs'

test.each([
  ['app://bundle/index.html?role=desk&surface=0', 'desk'],
  ['app://bundle/index.html?role=wall&surface=3', 'wall-3'],
  ['app://bundle/index.html?role=trouble&surface=0', 'trouble'],
])('%s is called %s', (address, name) => {
  expect(surfaceName(address)).toBe(name)
})

test('a picture is named after what, language and size', () => {
  expect(pictureName('wall-2', 'vi', '1920x1080')).toBe('wall-2-vi-1920x1080.png')
})
