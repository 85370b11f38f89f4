import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { baseMapFile, wardsFile } from '#shared/contract/baseMap'
import { readCity } from './readCity'

const shipped = resolve('resources/city/dong-ha')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'city-'))
  cpSync(shipped, folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const edit = (name: string, change: (value: Record<string, unknown>) => void): void => {
  const value = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>
  change(value)
  writeFileSync(join(folder, name), JSON.stringify(value))
}

test('the shipped city can be read, with its gauges and their legal levels', () => {
  const city = readCity(shipped)
  expect([city.manifest.id, [...city.gauges.values()].map(({ id, levelsM }) => [id, levelsM])]).toEqual([
    'dong-ha',
    expect.arrayContaining([[expect.stringContaining('dong-ha'), [2, 3, 4]]]),
  ])
})

test('the shipped maps are of the contract', () => {
  const { files } = readCity(shipped).manifest
  const read = (name: string): unknown => JSON.parse(readFileSync(join(shipped, name), 'utf8'))
  expect([baseMapFile.safeParse(read(files.basemap)).error, wardsFile.safeParse(read(files.wards)).error]).toEqual([undefined, undefined])
})

test('without a manifest the file that is missing is named', () => {
  expect(() => readCity(join(folder, 'nowhere'))).toThrow(join(folder, 'nowhere', 'city.json'))
})

test('a file that is not JSON is named', () => {
  writeFileSync(join(folder, 'city.json'), '{ "schema": 1,')
  expect(() => readCity(folder)).toThrow(`${join(folder, 'city.json')}: `)
})

test('what is wrong in a file is said with its place', () => {
  edit('city.json', (manifest) => void (manifest['timeZone'] = 7))
  expect(() => readCity(folder)).toThrow(`${join(folder, 'city.json')}: timeZone: `)
})

test.each(['../../etc/passwd', '/etc/passwd', 'a/../../b', ''])('files are looked for in the folder only, not at %j', (path) => {
  edit('city.json', (manifest) => void (manifest['files'] = { ...(manifest['files'] as object), gauges: path }))
  expect(() => readCity(folder)).toThrow('files.gauges')
})
