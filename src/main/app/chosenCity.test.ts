import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { citiesIn, cityToOpen } from './chosenCity'

let data: string
let hue: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'chosen-city-'))
  hue = join(citiesIn(data), 'hue')
  mkdirSync(hue, { recursive: true })
  writeFileSync(join(hue, 'city.json'), '{}')
})
afterEach(() => {
  rmSync(data, { recursive: true, force: true })
  vi.restoreAllMocks()
})

test('the command line comes first, then what was chosen, then what is shipped', () => {
  expect([cityToOpen('/other', 'hue', data), cityToOpen(null, 'hue', data), cityToOpen(null, undefined, data)]).toEqual([
    '/other',
    hue,
    null,
  ])
})

test('a chosen city that is gone does not keep the room closed', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(cityToOpen(null, 'vinh', data)).toBe(null)
  expect(said).toHaveBeenCalledOnce()
})

test('a power cut between the two renames of a swap is put right', () => {
  renameSync(hue, `${hue}.previous`)
  expect(cityToOpen(null, 'hue', data)).toBe(hue)
})
