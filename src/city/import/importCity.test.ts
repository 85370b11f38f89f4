import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importPreview, importProgress, importReport, type ImportProgress } from '#shared/contract/cityImport'
import { verifyCity } from '#city/verify/verifyCity'
import { testFolder } from '#test/builders/folderBuilder'
import { house, houses, writeFootprints } from '#test/builders/footprints'
import { importCity, NotReplaceable } from './importCity'

// How an import goes for whoever calls it: what is told while it runs, and that it can be stopped.

const folder = testFolder('import')
const source = folder.at('source.geojson')
beforeAll(() => void writeFootprints(source, houses(2_500)))
afterAll(() => folder.remove())
const left = (): string[] => readdirSync(folder.path).filter((name) => name.includes('importing') || name.includes('previous'))

test('progress rises to the end, and preview and report are as the contract says', async () => {
  const told: ImportProgress[] = []
  const previews: unknown[] = []
  const report = await importCity(
    { source, out: folder.at('told'), id: 'told' },
    {
      onProgress: (progress) => told.push(importProgress.parse(progress)),
      approve: (preview) => Promise.resolve(previews.push(importPreview.parse(preview)) > 0),
    },
  )
  expect(importReport.parse(report)).toEqual(report)
  expect([report.outcome, report.buildings, previews.length, told.at(-1)?.share]).toEqual(['imported', 2_500, 1, 1])
  expect(told.every(({ share }, index) => index === 0 || share >= told[index - 1]!.share)).toBe(true)
  expect(new Set(told.map(({ stage }) => stage))).toEqual(new Set(['reading', 'terrain', 'checking', 'tiling', 'verifying', 'swapping']))
})

test('a preview that is declined leaves the city as it was', async () => {
  const out = folder.at('declined')
  writeFootprints(folder.at('few.geojson'), [house(0, 0)])
  await importCity({ source: folder.at('few.geojson'), out, id: 'old' })
  const report = await importCity({ source, out, id: 'new' }, { approve: () => Promise.resolve(false) })
  expect([report.outcome, JSON.parse(readFileSync(`${out}/city.json`, 'utf8')).id, left()]).toEqual(['declined', 'old', []])
})

test.each(['reading', 'tiling', 'verifying', 'swapping'] as const)('it can be stopped while %s, and leaves nothing', async (stage) => {
  const stop = new AbortController()
  const out = folder.at(`stopped-${stage}`)
  const running = importCity(
    { source, out, id: 'stopped' },
    { signal: stop.signal, onProgress: (progress) => (progress.stage === stage ? stop.abort(new Error('enough')) : undefined) },
  )
  await expect(running).rejects.toThrow('enough')
  expect([existsSync(out), left()]).toEqual([false, []])
})

test('a folder of something else is not replaced', async () => {
  await expect(importCity({ source, out: folder.path, id: 'x' })).rejects.toThrow(NotReplaceable)
  await expect(importCity({ source, out: source, id: 'x' })).rejects.toThrow(NotReplaceable)
  expect(existsSync(source)).toBe(true)
})

test('the same source gives the same city, byte by byte, readable for others', async () => {
  const contents = (path: string): unknown =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(`${entry.parentPath}/${entry.name}`, 'base64')])
      .sort()
  await importCity({ source, out: folder.at('one'), id: 'same' })
  await importCity({ source, out: folder.at('two'), id: 'same' })
  expect(contents(folder.at('one'))).toEqual(contents(folder.at('two')))
  expect([(await verifyCity(folder.at('one'))).problems, statSync(folder.at('one')).mode & 0o555]).toEqual([[], 0o555])
})
