import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimFolder } from './claimFolder'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'toan-canh-claim-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a folder is claimed once', () => {
  expect([claimFolder(join(folder, 'station')), claimFolder(join(folder, 'station')), claimFolder(join(folder, 'other'))]).toEqual([
    true,
    false,
    true,
  ])
})

test('a folder that cannot be made needs no claim', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(claimFolder(join(folder, 'file', 'station'))).toBe(true)
})
