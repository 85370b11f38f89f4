import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inletTokenFile, readOrMakeTokens, stationTokenFile } from './tokens'

let root: string
const folder = (): string => join(root, 'gateway')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tokens-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

test('are made once, differ from each other, and can be read by a script', () => {
  const tokens = readOrMakeTokens(folder())
  expect(readOrMakeTokens(folder())).toEqual(tokens)
  expect(new Set([tokens.station, tokens.inlet]).size).toBe(2)
  expect([readFileSync(stationTokenFile(folder()), 'utf8'), readFileSync(inletTokenFile(folder()), 'utf8')]).toEqual([
    `${tokens.station}\n`,
    `${tokens.inlet}\n`,
  ])
  expect(Buffer.from(tokens.station, 'base64url').length).toBe(24)
})

test.runIf(process.platform !== 'win32')('are for their owner only', () => {
  readOrMakeTokens(folder())
  expect([stationTokenFile, inletTokenFile].map((file) => statSync(file(folder())).mode & 0o777)).toEqual([0o600, 0o600])
})

test('a token that somebody chose is kept; one too short to be secret is not', () => {
  readOrMakeTokens(folder())
  writeFileSync(stationTokenFile(folder()), 'chosen-by-the-city-itself\n')
  writeFileSync(inletTokenFile(folder()), 'short')
  const tokens = readOrMakeTokens(folder())
  expect([tokens.station, tokens.inlet.length]).toEqual(['chosen-by-the-city-itself', 32])
})

test('a folder that cannot be made is an error, not a token', () => {
  writeFileSync(join(root, 'gateway'), 'a file where the folder should be')
  expect(() => readOrMakeTokens(folder())).toThrow('EEXIST')
})
