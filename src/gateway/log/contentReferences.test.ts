import { afterAll, afterEach, expect, test } from 'vitest'
import type { AttachmentReference } from '#shared/contract/attachment'
import type { Fact } from '#shared/contract/fact'
import type { TileContent } from '#shared/contract/wall'
import { buildFact, buildNewFact } from '#test/builders/factBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { openSqliteLog } from './sqliteLog'

const folder = testFolder('content-references')
afterAll(folder.remove)
let close = (): void => undefined
afterEach(() => close())

const photo = (digit: string, bytes = 100): AttachmentReference => ({
  sha256: digit.repeat(64),
  name: `ảnh ${digit}.png`,
  mediaType: 'image/png',
  bytes,
})
const note = (...attachments: AttachmentReference[]) => buildNewFact('alert.noted', { id: 'alert', text: 'xem ảnh', attachments })

function openLog(name: string) {
  const opened = openSqliteLog({ file: folder.at(name), now: () => 1 })
  if (!opened.ok) throw new Error(opened.detail)
  close = () => opened.log.close()
  return opened
}

test('a content is named for as long as a fact names it', () => {
  const { log, keeping, references } = openLog('own.sqlite')
  log.write((writer) => writer.append([note(photo('a'), photo('b', 200)), note(photo('a')), note()]))
  expect([...references.named()]).toEqual([
    { sha256: 'a'.repeat(64), bytes: 100 },
    { sha256: 'b'.repeat(64), bytes: 200 },
  ])
  const removable = { stream: 'alerts', beforeMs: 2, throughPosition: 99, leastKept: 1 } as const
  expect(keeping.remove({ ...removable, throughSeq: 1 }, 10)).toBe(1)
  expect(['a', 'b'].map((digit) => references.isNamed(digit.repeat(64)))).toEqual([true, false])
  expect(keeping.remove({ ...removable, throughSeq: 2 }, 10)).toBe(1)
  expect([...references.named()]).toEqual([])
})

test('documents on the wall are named by what shows them, in a sequence too, and by scenes', () => {
  const { log, keeping, references } = openLog('wall.sqlite')
  const content = (digit: string) => ({ kind: 'document' as const, document: photo(digit), pageDwellS: 10, wallSafe: true })
  const tile = (id: string, shownThere: TileContent) => ({
    id,
    area: { surfaces: [1], x: 0, y: 0, width: 1, height: 1 },
    content: shownThere,
  })
  const sequence: TileContent = {
    kind: 'sequence',
    items: [
      { content: { kind: 'clock' }, dwellS: 5 },
      { content: content('b'), dwellS: 5 },
    ],
  }
  const by = { id: 'station-1', name: 'Bàn trực 1' }
  const tiles = [tile('one', content('a')), tile('two', sequence)]
  const reason = { kind: 'person' as const, by }
  log.write((writer) =>
    writer.append([
      buildNewFact('wall.shown', { wallId: 'station-1', shown: { tiles, sceneId: null, sceneVersion: null, atMs: 1, reason } }),
      buildNewFact('scene.saved', {
        scene: { id: 'giao-ban', name: { vi: 'Giao ban', en: 'Briefing' }, tiles: [tile('one', content('c'))] },
        version: 1,
        savedAtMs: 1,
        by,
      }),
    ]),
  )
  expect([...references.named()].map(({ sha256 }) => sha256[0])).toEqual(['a', 'b', 'c'])
  expect(keeping.remove({ stream: 'wall', beforeMs: 2, throughPosition: 99, leastKept: 1, throughSeq: 1 }, 10)).toBe(1)
  expect([...references.named()].map(({ sha256 }) => sha256[0])).toEqual(['c'])
})

test('what is rolled back names nothing', () => {
  const { log, references } = openLog('rolled-back.sqlite')
  expect(() =>
    log.write((writer) => {
      writer.append([note(photo('a'))])
      throw new Error('the disk is full')
    }),
  ).toThrow('the disk is full')
  expect([...references.named()]).toEqual([])
})

test('facts that bundles bring name contents too, our own ones and those of other posts', () => {
  const { posts, references } = openLog('bundles.sqlite')
  const written = (fact: Fact) => ({ fact, body: JSON.stringify(fact) })
  const shelf = posts()
  shelf.adopt(written(buildFact('alert.noted', { id: 'alert', text: '', attachments: [photo('c')] }, { seq: 1 })))
  shelf.meet({ epoch: 'epoch-of-another-post', name: 'Trạm A', fingerprint: '1', broughtAtMs: 1 })
  shelf.keep('epoch-of-another-post', written(buildFact('alert.noted', { id: 'alert', text: '', attachments: [photo('d')] }, { seq: 1 })))
  shelf.keep('epoch-of-another-post', written(buildFact('alert.cleared', { id: 'alert', reason: 'expired' }, { seq: 2 })))
  expect([...references.named()].map(({ sha256 }) => sha256[0])).toEqual(['c', 'd'])
})
