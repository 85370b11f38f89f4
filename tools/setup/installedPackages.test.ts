import { expect, test } from 'vitest'
import { differenceFromLock } from './installedPackages.mjs'

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
}
const installed = (zod: object, more: object = {}) => ({ packages: { 'node_modules/zod': zod, ...more } })

test('what is installed as the lock file says is no difference, without the packages of other platforms', () => {
  expect(differenceFromLock(lock, installed({ version: '4.6.7', integrity: 'sha512-a' }))).toBeUndefined()
})

test.each([
  [undefined, 'nothing is installed'],
  [{ packages: {} }, 'node_modules/zod is missing'],
  [installed({ version: '4.6.6', integrity: 'sha512-a' }), 'node_modules/zod is 4.6.6, the lock file says 4.6.7'],
  [
    installed({ version: '4.6.7', integrity: 'sha512-a' }, { 'node_modules/stray': { version: '1.0.0' } }),
    'node_modules/stray is not in the lock file',
  ],
])('names the difference', (present, difference) => {
  expect(differenceFromLock(lock, present)).toBe(difference)
})

test('another content under the same version is a difference', () => {
  expect(differenceFromLock(lock, installed({ version: '4.6.7', integrity: 'sha512-x' }))).toBeDefined()
})
