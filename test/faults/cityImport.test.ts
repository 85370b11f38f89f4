import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCity } from '#city/readCity'
import { verifyCity } from '#city/verify/verifyCity'
import { testFolder } from '../builders/folderBuilder'
import { house, houses, writeFootprints } from '../builders/footprints'
import { seededRandom } from './chaos/seededRandom'
import { makeSmallDisk, noSmallDisks } from './disk/smallDisk'

// The built command, killed, cancelled and out of room in the middle of an import: the city in use stays whole and as it was.

const kills = 5
const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000)
const folder = testFolder('city-import')
const source = folder.at('new.geojson')
afterAll(() => folder.remove())

type Ended = { code: number | null; output: string; last: Record<string, unknown> }

function start(...words: string[]): { ended: Promise<Ended>; end(signal: NodeJS.Signals): void; said: (text: string) => Promise<void> } {
  const child = spawn(process.execPath, ['out/main/cityCli.js', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      for (const listener of listeners) listener()
    })
  const ended = new Promise<Ended>((settle, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      const last =
        output
          .trimEnd()
          .split('\n')
          .findLast((line) => line.startsWith('{"')) ?? '{}'
      settle({ code, output, last: JSON.parse(last) as Record<string, unknown> })
    })
  })
  const said = (text: string): Promise<void> =>
    new Promise((settle, reject) => {
      const look = (): void => (output.includes(text) ? settle() : undefined)
      listeners.add(look)
      void ended.then(() => reject(new Error(`it ended without saying ${text}: ${output}`)))
      look()
    })
  return { ended, end: (signal) => void child.kill(signal), said }
}
const run = (...words: string[]): Promise<Ended> => start(...words).ended
const importInto = (out: string, from = source): string[] => ['import', from, '--id', 'city', '--out', out, '--lang', 'en']

/** How many buildings the city in use has, once it is sound; anything else is a failure. */
async function soundCity(place: string): Promise<number> {
  readCity(place)
  const { problems, buildings } = await verifyCity(place)
  expect(problems).toEqual([])
  return buildings
}

beforeAll(async () => {
  writeFootprints(source, houses(6_000))
  writeFootprints(folder.at('old.geojson'), houses(50))
  expect(await run(...importInto(folder.at('old'), folder.at('old.geojson')))).toMatchObject({ code: 0, last: { outcome: 'imported' } })
}, 60_000)

test('exit codes and the last line say how it went', async () => {
  writeFootprints(folder.at('twice.geojson'), [house(0, 0), house(0, 0)])
  mkdirSync(folder.at('other'))
  writeFileSync(folder.at('other', 'letter.txt'), 'not a city')
  const codes = [
    await run(...importInto(folder.at('fresh'))),
    await run('verify', folder.at('fresh')),
    await run('info', folder.at('fresh')),
    await run(...importInto(folder.at('fresh'), folder.at('twice.geojson'))),
    await run('verify', folder.at('other')),
    await run(...importInto(folder.at('other'))),
    await run('import', source, '--out', folder.at('fresh')),
    await run('import', folder.at('nowhere.geojson'), '--id', 'city', '--out', folder.at('fresh')),
    await run('fetch', folder.at('fresh')),
  ]
  expect(codes.map(({ code }) => code)).toEqual([0, 0, 0, 65, 65, 73, 64, 64, 64])
  expect(codes[0]?.last).toMatchObject({
    outcome: 'imported',
    buildings: 6_000,
    tiles: expect.any(Number) as number,
    warnings: 0,
    bytes: expect.any(Number) as number,
  })
  expect([codes[0]?.last['seconds'], codes[0]?.last['peakRssMB']].every((figure) => typeof figure === 'number' && figure > 0)).toBe(true)
  expect(codes[1]?.last).toMatchObject({ sound: true, buildings: 6_000 })
  expect(codes[3]?.output).toContain('The id "h0-0" is also that of feature 0.  [feature 1; h0-0; 107.100050, 16.820050]')
  expect([readdirSync(folder.at('other')), await soundCity(folder.at('fresh'))]).toEqual([['letter.txt'], 6_000])
})

test(`an import that is killed ${kills} times leaves the old city or the new one, whole`, { timeout: 120_000 }, async () => {
  console.log(`seed ${seed}`)
  const random = seededRandom(seed)
  const place = folder.at('killed', 'city')
  mkdirSync(folder.at('killed'))
  const begunMs = performance.now()
  expect(await run(...importInto(folder.at('killed', 'measure')))).toMatchObject({ code: 0 })
  const importMs = performance.now() - begunMs
  for (let kill = 0; kill < kills; kill += 1) {
    rmSync(place, { recursive: true, force: true })
    cpSync(folder.at('old'), place, { recursive: true })
    const running = start(...importInto(place))
    const timer = setTimeout(() => running.end('SIGKILL'), importMs * (0.2 + 0.8 * random()))
    await running.ended
    clearTimeout(timer)
    expect([50, 6_000]).toContain(await soundCity(place))
  }
  expect(await run(...importInto(place))).toMatchObject({ code: 0 })
  // What the killed ones left is gone with the next one that goes well.
  expect(readdirSync(folder.at('killed')).toSorted()).toEqual(['city', 'city.import.json', 'measure', 'measure.import.json'])
})

test('a crash between the two renames: whoever opens the city next finds it', async () => {
  const place = folder.at('between')
  cpSync(folder.at('old'), `${place}.previous`, { recursive: true })
  expect([readCity(place).manifest.id, existsSync(`${place}.previous`), await soundCity(place)]).toEqual(['city', false, 50])
  renameSync(place, `${place}.previous`)
  expect([(await run(...importInto(place))).code, await soundCity(place), existsSync(`${place}.previous`)]).toEqual([0, 6_000, false])
})

test('an import that is cancelled leaves nothing behind', async () => {
  const place = folder.at('cancelled', 'city')
  cpSync(folder.at('old'), place, { recursive: true })
  const running = start(...importInto(place))
  await running.said('making tiles')
  running.end('SIGINT')
  const { code } = await running.ended
  expect([code, readdirSync(folder.at('cancelled')), await soundCity(place)]).toEqual([130, ['city'], 50])
})

const why = noSmallDisks()
test.skipIf(why !== '')(`a disk that fills up${why === '' ? '' : ` (skipped: ${why})`}`, async () => {
  const disk = makeSmallDisk(1)
  try {
    const place = join(disk.path, 'city')
    cpSync(folder.at('old'), place, { recursive: true })
    const { code, output } = await run(...importInto(place))
    expect([code, output.includes('ENOSPC'), readdirSync(disk.path), await soundCity(place)]).toEqual([73, true, ['city'], 50])
    expect(JSON.parse(readFileSync(join(place, 'city.json'), 'utf8'))).toMatchObject({ id: 'city' })
  } finally {
    disk.remove()
  }
})
