import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { baseMapFile, wardsFile } from '#shared/contract/baseMap'
import { alertTypeOf, applyAlertTypeFact, priorityOf } from '#shared/domain/alertTypes'
import { decideOnReading } from '#shared/domain/floodRule'
import { buildAlert, buildText } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
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

describe('the alert types that are shipped', () => {
  const { alertTypes, gauges } = readCity(shipped)
  const types = alertTypes!.types
  const table = applyAlertTypeFact(undefined, buildFact('alert-types.shipped', alertTypes!))

  test('have ids of their own, name only what there is, and say everything in both languages', () => {
    const ids = types.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const cameras = (JSON.parse(readFileSync(join(shipped, 'cameras.json'), 'utf8')) as { cameras: { id: string }[] }).cameras
    for (const { id, suppression, cameraIds, name, cause, consequence, action, owner } of types) {
      expect(ids, id).toEqual(expect.arrayContaining(suppression?.whileTypeIds ?? []))
      expect(cameras.map((camera) => camera.id)).toEqual(expect.arrayContaining(cameraIds))
      for (const { vi, en } of [name, cause, consequence, action, owner]) expect([vi.trim(), en.trim()], id).not.toContain('')
    }
  })

  test('are those of the alerts that the river gauge raises', () => {
    const gauge = [...gauges.values()].find(({ levelsM }) => levelsM[2] === 4)!
    const typeAt = (valueM: number) => {
      const reading = { gaugeId: gauge.id, valueM, observedAtMs: 0, basis: 'observed' as const, source: '', peak: false, drillId: null }
      const decision = decideOnReading({ gauge, reading, open: undefined, receivedAtMs: 0 })
      return decision.kind === 'raise' ? alertTypeOf(decision.alert, table)?.id : decision.kind
    }
    expect([1.9, 2.1, 3.1, 5.16].map(typeAt)).toEqual(['none', 'song-bd1', 'song-bd2', 'song-bd3'])
  })

  test.each([
    ['Tai nạn giao thông', 'Transport', 'tai-nan'],
    ['Dông, sét', 'Met', 'dong-set'],
    ['FLASH FLOOD WATCH', 'Met', 'lu-quet'],
    ['Sương mù dày', 'Met', 'khi-tuong'],
    ['Ngập đường', 'Infra', 'ngap-duong'],
    ['Thông báo', 'Other', undefined],
  ] as const)('"%s" (%s) is of type %s', (event, category, id) => {
    expect(alertTypeOf(buildAlert({ category, texts: [buildText({ event })] }), table)?.id).toBe(id)
  })

  test('keep to the mix of priorities that a room can work with: few are critical', () => {
    const critical = types.filter((type) => priorityOf(type) === 'critical').length
    expect(critical / types.length).toBeLessThan(0.25)
  })
})
