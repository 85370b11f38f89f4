import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { placesIn, probeWritable, readToken, scenarioFile } from './places'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'places-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the shipped city is used unless another is named', () => {
  const [data, resources] = [join(folder, 'data'), join(folder, 'resources')]
  expect([placesIn(data, resources, null).city, placesIn(data, resources, '/other').city]).toEqual([
    join(resources, 'city', 'dong-ha'),
    '/other',
  ])
})

test('everything that is written is below the data folder', () => {
  const { data, gatewayData, stationData, settingsFile } = placesIn(join(folder, 'data'), join(folder, 'resources'), null)
  expect([gatewayData, stationData, settingsFile].every((place) => place.startsWith(data))).toBe(true)
})

test('a folder that can be written is made and left empty', () => {
  const data = join(folder, 'a', 'b')
  expect([probeWritable(data), probeWritable(data), readdirSync(data)]).toEqual([null, null, []])
})

test('a folder that cannot be made is said so in the system’s words', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(probeWritable(join(folder, 'file', 'data'))).toContain(join(folder, 'file'))
})

test('a scenario is found by its name, and nothing else by any name', () => {
  const places = placesIn(join(folder, 'data'), folder, null)
  mkdirSync(places.scenarios)
  writeFileSync(join(places.scenarios, 'flood-2020.jsonl'), '')
  writeFileSync(join(folder, 'secret.jsonl'), '')
  expect(['flood-2020', 'fire', '../secret', 'x/../flood-2020', ''].map((name) => scenarioFile(places, name))).toEqual([
    join(places.scenarios, 'flood-2020.jsonl'),
    null,
    null,
    null,
    null,
  ])
  expect(existsSync(join(places.scenarios, '../secret.jsonl'))).toBe(true)
})

test('a token is read without its line end', () => {
  writeFileSync(join(folder, 'token'), 'secret\r\n')
  expect(readToken(join(folder, 'token'))).toBe('secret')
})
