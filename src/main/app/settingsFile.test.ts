import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSettings, writeSettings } from './settingsFile'

let folder: string
const file = (): string => join(folder, 'settings.json')

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a missing file means Vietnamese', () => {
  expect(readSettings(file())).toEqual({ language: 'vi', windows: {} })
})

test('what is written is read again, and nothing is left beside it', () => {
  const settings = { language: 'en', windows: { 'wall-2': '{"theme":"day"}' } } as const
  writeSettings(file(), settings)
  expect([readSettings(file()), readdirSync(folder)]).toEqual([settings, ['settings.json']])
})

test.each(['', 'null', '{', '[]', '{"language":"fr"}', '"en"'])('a file that holds %j means defaults, and is left alone', (text) => {
  writeFileSync(file(), text)
  expect([readSettings(file()), readFileSync(file(), 'utf8')]).toEqual([{ language: 'vi', windows: {} }, text])
})

test('what a later version added is no trouble', () => {
  writeFileSync(file(), '{"language":"en","theme":"light"}')
  expect(readSettings(file())).toEqual({ language: 'en', windows: {} })
})
