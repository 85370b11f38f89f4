import { expect, it } from 'vitest'
import { createSightWork } from './cameraSightWork'

it('is an error to ask before there is a town', () => {
  expect(() => createSightWork()({ kind: 'camera', camera: {} as never })).toThrow('a camera without a town')
})
