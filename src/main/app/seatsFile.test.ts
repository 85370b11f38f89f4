import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSeats, writeSeats, type Seats } from './seatsFile'

let folder: string
const file = (): string => join(folder, 'displays.json')
const home = { id: 79, label: 'DELL U2720Q', bounds: { x: 1920, y: 0, width: 1920, height: 1080 } }
const seats: Seats = { deskHome: null, surfaces: [{ surface: 2, home }] }

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seats-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is written is read again, and nothing is left beside it', () => {
  writeSeats(file(), seats)
  expect([readSeats(file()), readdirSync(folder)]).toEqual([seats, ['displays.json']])
})

test.each(['', 'null', '{', '{"deskHome":1}', '{"deskHome":null,"surfaces":[{"surface":0}]}'])(
  'a file that holds %j means that nobody has a seat, and is left alone',
  (text) => {
    writeFileSync(file(), text)
    expect([readSeats(file()), readFileSync(file(), 'utf8')]).toEqual([{ deskHome: null, surfaces: [] }, text])
  },
)

test('a folder that cannot be written costs the memory, not the room', () => {
  expect(() => writeSeats(join(folder, 'away', 'displays.json'), seats)).not.toThrow()
})
