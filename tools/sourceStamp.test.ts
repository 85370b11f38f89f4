import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceStamp } from './sourceStamp.mjs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'source-stamp-'))
  mkdirSync(join(root, 'src/inner'), { recursive: true })
  writeFileSync(join(root, 'src/inner/a.ts'), 'a')
  writeFileSync(join(root, 'package.json'), '{}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const stamp = () => sourceStamp(root, ['src', 'package.json', 'missing.ts'])

test('stays as long as nobody touches a file', () => {
  expect(stamp()).toBe(stamp())
})

test.each([
  ['a change of the same length', () => (writeFileSync(join(root, 'src/inner/a.ts'), 'b'), utimesSync(join(root, 'src/inner/a.ts'), 1, 1))],
  ['a new file', () => writeFileSync(join(root, 'src/b.ts'), '')],
  ['a renamed file', () => renameSync(join(root, 'src/inner/a.ts'), join(root, 'src/inner/c.ts'))],
  ['a removed file', () => rmSync(join(root, 'src/inner/a.ts'))],
  ['a file that was missing', () => writeFileSync(join(root, 'missing.ts'), '')],
])('%s changes it', (_what, change) => {
  const before = stamp()
  change()
  expect(stamp()).not.toBe(before)
})

test('a file outside of what was named does not change it', () => {
  const before = stamp()
  writeFileSync(join(root, 'README.md'), 'x')
  expect(stamp()).toBe(before)
})
