import { expect, test } from 'vitest'
import { missingPackages, parseInstalled } from './systemPackages.mjs'

const listing = ['installed libnss3', 'installed libgbm1', 'config-files openbox', 'installed libgtk-3-0t64', ''].join('\n')

test('only what is fully installed counts', () => {
  expect(parseInstalled(listing)).toEqual(new Set(['libnss3', 'libgbm1', 'libgtk-3-0t64']))
})

test('a package counts under any of its names', () => {
  const missing = missingPackages(['electron'], parseInstalled(listing))
  expect(missing).toEqual([['libasound2', 'libasound2t64']])
})

test('the virtual wall is asked for only where it is wanted', () => {
  const installed = parseInstalled(listing)
  expect(missingPackages(['electron', 'virtualWall'], installed).flat()).toContain('openbox')
  expect(missingPackages(['electron'], installed).flat()).not.toContain('openbox')
})
