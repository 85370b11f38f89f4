import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import type { AttachmentReference } from '#shared/contract/attachment'
import type { StationPush } from '#shared/contract/stationPort'
import { createStation, type Station } from '#station/station'
import { buildCap } from '../builders/capBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { openCuttableLine, type CuttableLine } from './cuttableLine'
import { factsIn, isLive, openTestWindow, post, startTestGateway, type TestGateway, type TestWindow } from './roomInOneProcess'

const folder = testFolder('attachment-line')
const closers: (() => unknown)[] = []
let gateway: TestGateway
beforeEach(async () => {
  gateway = await startTestGateway(folder.at(randomUUID()))
  closers.push(() => gateway.gateway.close())
})
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})
afterAll(folder.remove)

const png = (bytes: number): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(bytes - 16)])
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

type Desk = { station: Station; window: TestWindow; data: string; close(): void }

function openDesk(name: string, url = gateway.gateway.url, data: string = folder.at(randomUUID())): Desk {
  const station = createStation({ dataFolder: data, name })
  station.follow({ url, token: gateway.tokens.station })
  let isOpen = true
  const close = (): void => {
    if (isOpen) station.close()
    isOpen = false
  }
  closers.push(close)
  return { station, window: openTestWindow(station), data, close }
}

async function raise({ window }: Desk, identifier = 'photo-1'): Promise<string> {
  await window.until('live', isLive)
  await post(gateway, buildCap({ identifier }))
  const raised = await window.until('the alert', (pushes) =>
    factsIn(pushes).find((fact) => fact.type === 'alert.raised' && fact.payload.alert.source.identifier === identifier),
  )
  return raised.type === 'alert.raised' ? raised.payload.alert.id : ''
}

async function attach({ station, window }: Desk, bytes: Buffer, name = 'ảnh cầu.png'): Promise<AttachmentReference> {
  const id = randomUUID()
  const file = folder.at(`${id}-${name}`)
  writeFileSync(file, bytes)
  station.attachFile(id, file)
  const answer = await window.until('the file', (pushes) => pushes.find((push) => push.kind === 'attached' && push.id === id))
  if (answer.kind !== 'attached' || !answer.result.ok) throw new Error(JSON.stringify(answer))
  return answer.result.value
}

function note({ window }: Desk, id: string, text: string, attachments: AttachmentReference[]): string {
  const key = randomUUID()
  window.call({ kind: 'request', key, type: 'alert.note', input: { id, text, attachments } })
  return key
}

const noted = (key: string) => (pushes: StationPush[]) =>
  factsIn(pushes).flatMap((fact) => (fact.type === 'alert.noted' && fact.causedBy === key ? [fact] : []))[0]

async function bytesAt({ window }: Desk, sha256: string): Promise<string> {
  const id = randomUUID()
  window.call({ kind: 'content', id, sha256 })
  const answer = await window.until('the bytes', (pushes) => pushes.find((push) => push.kind === 'content' && push.id === id))
  if (answer.kind !== 'content' || !answer.result.ok) throw new Error(JSON.stringify(answer))
  return sha256Of(answer.result.value.data)
}

const heldAt = (data: string, sha256: string): boolean => existsSync(join(data, 'content', sha256.slice(0, 2), sha256))

async function behindALine(): Promise<{ line: CuttableLine; desk: Desk }> {
  const line = await openCuttableLine(gateway.gateway.port)
  closers.push(() => line.close())
  return { line, desk: openDesk('Bàn trực 1', line.url) }
}

test('a photo of a note is at the gateway before the note, and is looked at elsewhere', async () => {
  const [one, two] = [openDesk('Bàn trực 1'), openDesk('Bàn trực 2')]
  const id = await raise(one)
  await two.window.until('live', isLive)
  const bytes = png(700_000)
  const reference = await attach(one, bytes)
  const key = note(one, id, 'cầu bị ngập', [reference])
  const fact = await two.window.until('the note', noted(key))
  expect(fact.payload).toEqual({ id, text: 'cầu bị ngập', attachments: [reference] })
  expect(heldAt(gateway.folder, reference.sha256)).toBe(true)
  expect(await bytesAt(two, reference.sha256)).toBe(sha256Of(bytes))
  two.station.saveContent(randomUUID(), reference.sha256, folder.at('bản sao.png'))
  await two.window.until('the copy', (pushes) => pushes.find((push) => push.kind === 'saved' && push.result.ok))
  expect(existsSync(folder.at('bản sao.png'))).toBe(true)
})

test('an upload that is cut five times goes on where it was: 1.1 times the size at most is sent', async () => {
  const { line, desk } = await behindALine()
  const id = await raise(desk)
  const bytes = png(20_000_000)
  const reference = await attach(desk, bytes)
  const before = line.upBytes()
  line.cutEvery(3_500_000, 5)
  const key = note(desk, id, 'năm lần đứt', [reference])
  await desk.window.until('the note', noted(key))
  const sent = line.upBytes() - before
  console.log(`attachments: ${line.cuts()} cuts, ${sent} bytes sent for ${bytes.length}`)
  expect(line.cuts()).toBe(5)
  expect(sent).toBeLessThanOrEqual(1.1 * bytes.length)
  expect(heldAt(gateway.folder, reference.sha256)).toBe(true)
})

test('a download that is cut goes on where it was', async () => {
  const near = openDesk('Bàn trực 2')
  const id = await raise(near)
  const bytes = png(8_000_000)
  const reference = await attach(near, bytes)
  await near.window.until('the note', noted(note(near, id, '', [reference])))
  const { line, desk } = await behindALine()
  await desk.window.until('live', isLive)
  const before = line.downBytes()
  line.cutEvery(2_000_000, 3)
  expect(await bytesAt(desk, reference.sha256)).toBe(sha256Of(bytes))
  expect(line.cuts()).toBe(3)
  expect(line.downBytes() - before).toBeLessThanOrEqual(1.1 * bytes.length)
})

test('a station and a gateway that end in the middle of an upload go on with it', async () => {
  const { line, desk } = await behindALine()
  const id = await raise(desk)
  const bytes = png(6_000_000)
  const reference = await attach(desk, bytes)
  const before = line.upBytes()
  line.cutEvery(3_000_000, 1)
  const key = note(desk, id, 'giữa chừng', [reference])
  await desk.window.until('the cut', (pushes) => pushes.find((push) => push.kind === 'link' && push.link.state === 'offline'))
  desk.close()
  const { port } = gateway.gateway
  await gateway.gateway.close()
  const partial = readdirSync(join(gateway.folder, 'content', 'incoming'))
  gateway = await startTestGateway(gateway.folder, null, port)
  closers.push(() => gateway.gateway.close())
  const again = openDesk('Bàn trực 1', line.url, desk.data)
  await again.window.until('the note', noted(key))
  expect(partial).toEqual([`${reference.sha256}.part`])
  expect([heldAt(gateway.folder, reference.sha256), line.upBytes() - before <= 1.1 * bytes.length]).toEqual([true, true])
})

test('a note that waits for its file holds nobody up: what was asked behind it is done before', async () => {
  const desk = openDesk('Bàn trực 1')
  const id = await raise(desk)
  const other = await raise(desk, 'other-alert')
  const reference = await attach(desk, png(20_000_000))
  const noteKey = note(desk, id, 'tệp lớn', [reference])
  const key = randomUUID()
  desk.window.call({ kind: 'request', key, type: 'alert.acknowledge', input: { id: other, expectedVersion: 1, note: '' } })
  await desk.window.until('the note', noted(noteKey))
  const order = factsIn(desk.window.pushes).flatMap((fact) =>
    fact.type === 'alert.noted' || fact.type === 'alert.acknowledged' ? [fact.type] : [],
  )
  expect(order).toEqual(['alert.acknowledged', 'alert.noted'])
})

test('what the gateway has no room for is refused with why, and the note stays to be read', async () => {
  await gateway.gateway.close()
  writeFileSync(join(gateway.folder, 'content.json'), JSON.stringify({ totalBytes: 100_000 }))
  gateway = await startTestGateway(gateway.folder)
  closers.push(() => gateway.gateway.close())
  const desk = openDesk('Bàn trực 1')
  const id = await raise(desk)
  const key = note(desk, id, 'không còn chỗ', [await attach(desk, png(200_000))])
  const refused = await desk.window.until('the refusal', (pushes) =>
    pushes.find((push) => push.kind === 'answer' && push.key === key && push.result.ok === false),
  )
  expect(refused).toMatchObject({ result: { failure: { code: 'no-room' } } })
  const news = await desk.window.until('the outbox', (pushes) =>
    pushes.findLast((push) => push.kind === 'outbox-changed' && push.entries.some(({ state }) => state === 'refused')),
  )
  expect(news).toMatchObject({ entries: [{ key, input: { text: 'không còn chỗ' }, failure: { code: 'no-room' } }] })
})

test('a gateway that has lost a content asks for it, and whoever has it brings it', async () => {
  const desk = openDesk('Bàn trực 1')
  const id = await raise(desk)
  const bytes = png(300_000)
  const reference = await attach(desk, bytes)
  await desk.window.until('the note', noted(note(desk, id, '', [reference])))
  const { port } = gateway.gateway
  await gateway.gateway.close()
  writeFileSync(join(gateway.folder, 'content', reference.sha256.slice(0, 2), reference.sha256), 'not what its name says')
  gateway = await startTestGateway(gateway.folder, null, port)
  closers.push(() => gateway.gateway.close())
  // Who looks finds the damage; the one who brought it still has it, and is asked.
  const other = openDesk('Bàn trực 2')
  await other.window.until('live', isLive)
  await desk.window.until('the transfer', (pushes) => (isLive(pushes) ? true : undefined))
  const asked = randomUUID()
  other.window.call({ kind: 'content', id: asked, sha256: reference.sha256 })
  await other.window.until('an answer', (pushes) => pushes.find((push) => push.kind === 'content' && push.id === asked))
  await expect.poll(() => heldAt(gateway.folder, reference.sha256), { timeout: 5_000 }).toBe(true)
  expect(await bytesAt(other, reference.sha256)).toBe(sha256Of(bytes))
})
