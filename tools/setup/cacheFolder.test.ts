import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cachePath } from './cacheFolder.mjs'

test('follows XDG_CACHE_HOME', () => {
  expect(cachePath({ XDG_CACHE_HOME: '/var/cache/me' })).toBe(join('/var/cache/me', 'toan-canh'))
})

test('is in the home folder without it, never in the project', () => {
  expect(cachePath({})).toBe(join(homedir(), '.cache', 'toan-canh'))
})
