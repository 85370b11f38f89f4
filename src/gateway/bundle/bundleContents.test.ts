import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCity } from '#city/readCity'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { cityFolder, testFolder } from '#test/builders/folderBuilder'
import { openSqliteLog } from '../log/sqliteLog'
import { checkContents } from './bundleContents'
import { readBundle } from './bundleFile'
import { fingerprintOf, readOrMakePostKey } from './bundleKeys'
import { exportBundle } from './exportBundle'
import { importBundle } from './importBundle'
import { reportInWords } from './mergeReport'
import { parseSince } from './since'

const folder = testFolder('bundle-contents')
afterAll(folder.remove)
const city = readCity(cityFolder)
const png = (bytes: number): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(bytes - 16)])
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const contentFile = (data: string, sha256: string): string => join(data, 'content', sha256.slice(0, 2), sha256)

/** A post whose log has a note with these photos; of some it has only the name. */
function tellingPost(name: string, photos: readonly Buffer[], withoutBytes: readonly Buffer[] = []): string {
  const data = folder.at(name)
  const opened = openSqliteLog({ file: join(data, 'log.sqlite'), now: () => 1 })
  if (!opened.ok) throw new Error(opened.detail)
  const attachments = [...photos, ...withoutBytes].map((bytes, index) => ({
    sha256: sha256Of(bytes),
    name: `ảnh ${index}.png`,
    mediaType: 'image/png' as const,
    bytes: bytes.length,
  }))
  const alert = buildAlert({ id: 'flooded-bridge' })
  opened.log.write((writer) =>
    writer.append([
      buildNewFact('alert.raised', { alert }),
      buildNewFact('alert.noted', { id: alert.id, text: 'cầu bị ngập', attachments }),
      buildNewFact('alert.noted', { id: alert.id, text: 'ảnh đầu một lần nữa', attachments: attachments.slice(0, 1) }),
    ]),
  )
  opened.log.close()
  for (const bytes of photos) {
    mkdirSync(dirname(contentFile(data, sha256Of(bytes))), { recursive: true })
    writeFileSync(contentFile(data, sha256Of(bytes)), bytes)
  }
  return data
}

function carry(data: string, name: string): { file: string; trust: string } {
  const file = folder.at(`${name}.bundle`)
  const about = { cityId: city.manifest.id, post: 'Trạm kia', madeBy: 'Lan', version: 'test' }
  exportBundle({ dataFolder: data, file, since: parseSince('0'), about, nowMs: 1 })
  return { file, trust: fingerprintOf(readOrMakePostKey(data).publicKey) }
}

const importAt = (data: string, { file, trust }: { file: string; trust: string }) =>
  importBundle({ dataFolder: folder.at(data), file, city, trust, now: () => 1 })

test('attachments come along, each once, and are counted; a second import brings what was lost meanwhile', async () => {
  const [one, two, gone] = [png(3_000_000), png(1_000), png(500)]
  const bundle = carry(tellingPost('there', [one, two], [gone]), 'whole')
  const report = await importAt('here', bundle)
  expect([report.outcome, report.contents]).toEqual(['merged', { added: 2, duplicates: 0, noRoom: 0, leftOut: 1 }])
  expect(reportInWords(report)).toContain('Attachments: 2 added, 0 were here already, 0 found no room here, 1 were not in the bundle.')
  for (const bytes of [one, two]) expect(readFileSync(contentFile(folder.at('here'), sha256Of(bytes)))).toEqual(bytes)

  writeFileSync(contentFile(folder.at('here'), sha256Of(two)), 'something else')
  const again = await importAt('here', bundle)
  expect([again.outcome, again.facts.added, again.contents]).toEqual(['merged', 0, { added: 1, duplicates: 1, noRoom: 0, leftOut: 1 }])
  expect(readFileSync(contentFile(folder.at('here'), sha256Of(two)))).toEqual(two)
  expect((await importAt('here', bundle)).outcome).toBe('nothing-new')
})

test('one flipped bit in an attachment refuses the bundle, and nothing is changed', async () => {
  const photo = png(200_000)
  const bundle = carry(tellingPost('flipped-there', [photo]), 'flipped')
  const bytes = readFileSync(bundle.file)
  const at = bytes.indexOf(photo.subarray(16, 64))
  bytes[at + 1_000] = (bytes[at + 1_000] ?? 0) ^ 1
  writeFileSync(bundle.file, bytes)
  const report = await importAt('flipped-here', bundle)
  expect([at > 0, report.outcome, report.refusal?.code]).toEqual([true, 'refused', 'damaged'])
  expect(existsSync(folder.at('flipped-here', 'content'))).toBe(false)
  const reader = readBundle(bundle.file)
  expect(() => checkContents(reader)).toThrow('copy the file again')
  reader.close()
})

test('what finds no room is counted, and the facts are merged all the same', async () => {
  const bundle = carry(tellingPost('full-there', [png(5_000)]), 'full')
  mkdirSync(folder.at('full-here'), { recursive: true })
  writeFileSync(folder.at('full-here', 'content.json'), JSON.stringify({ totalBytes: 4_000 }))
  const report = await importAt('full-here', bundle)
  expect([report.outcome, report.contents]).toEqual(['merged', { added: 0, duplicates: 0, noRoom: 1, leftOut: 0 }])
  expect(readdirSync(folder.at('full-here', 'content'))).toEqual(['incoming'])
})

test('a damaged attachment of the post that tells is left out and said', () => {
  const photo = png(5_000)
  const data = tellingPost('damaged-there', [photo])
  writeFileSync(contentFile(data, sha256Of(photo)), png(5_000))
  const reader = readBundle(carry(data, 'damaged').file)
  reader.close()
  expect([reader.manifest.contents, reader.manifest.contentsLeftOut]).toEqual([[], 1])
})
