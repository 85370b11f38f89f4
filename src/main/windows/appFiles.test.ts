import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appOrigin, fileFor } from './appFiles'

let root: string
const folders = () => ({ renderer: join(root, 'renderer'), city: join(root, 'city') })
const found = (path: string): string | null => fileFor(`${appOrigin}${path}`, folders())

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'app-files-')))
  for (const folder of ['renderer/assets', 'city/buildings/tiles/t', 'city/.importing-1', 'renderer-private'])
    mkdirSync(join(root, folder), { recursive: true })
  for (const file of [
    'renderer/index.html',
    'renderer/assets/a b.js',
    'city/city.json',
    'city/wards.geojson',
    'city/notes.txt',
    'city/terrain.columns.gz',
    'city/buildings/tiles/t/0.glb',
    'city/.importing-1/part.glb',
    'secret.json',
    'renderer-private/x.js',
  ])
    writeFileSync(join(root, file), file)
  symlinkSync(join(root, 'secret.json'), join(root, 'city/link.json'))
  symlinkSync(root, join(root, 'renderer/up'), 'junction')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('what is served', () => {
  test.each([
    ['/', 'renderer/index.html'],
    ['/index.html?role=wall&surface=2', 'renderer/index.html'],
    ['/assets/a%20b.js', 'renderer/assets/a b.js'],
    ['/assets/../index.html', 'renderer/index.html'],
    ['/city-data/city.json', 'city/city.json'],
    ['/city-data/wards.geojson', 'city/wards.geojson'],
    ['/city-data/terrain.columns.gz', 'city/terrain.columns.gz'],
    ['/city-data/buildings/tiles/t/0.glb', 'city/buildings/tiles/t/0.glb'],
    ['/city-data/buildings/tiles/../../wards.geojson', 'city/wards.geojson'],
  ])('%s', (path, file) => {
    expect(found(path)).toBe(join(root, file))
  })
})

describe('what is not', () => {
  test.each([
    '/..%2fsecret.json',
    '/%2e%2e%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..%2frenderer-private/x.js',
    '/..%5csecret.json',
    '//secret.json',
    '/city-data/..%2fsecret.json',
    '/city-data/..%2f..%2f..%2fetc%2fpasswd',
    '/city-data/link.json',
    '/city-data/notes.txt',
    '/city-data/.importing-1/part.glb',
    '/city-data/buildings/tiles/..%2f..%2f..%2fsecret.json',
    '/city-data/buildings/tiles/t',
    '/city-data/nothing.json',
    '/city-data/',
    '/up/secret.json',
    '/assets/%00.js',
    '/index.html%00.png',
    '/%ff',
    '/%',
  ])('%s', (path) => {
    expect(found(path)).toBeNull()
  })

  test.each(['app://other/index.html', 'app://bundle.example/index.html', 'https://bundle.example/index.html', 'file:///etc/passwd'])(
    '%s',
    (address) => {
      expect(fileFor(address, folders())).toBeNull()
    },
  )
})
