import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createStation } from '#station/station'
import { buildCap } from '../builders/capBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { openCuttableLine } from '../line/cuttableLine'
import { factsIn, isLive, openTestWindow } from '../line/roomInOneProcess'
import { createProgram } from './chaos/program'

// The built gateway, killed again and again in the middle of an upload: nothing half is ever under a hash, and little is sent twice.

const folder = testFolder('attachment-kill')
afterAll(() => folder.remove())
const kills = 3
const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(60_000_000)])
const sha256 = createHash('sha256').update(bytes).digest('hex')

test(`an upload to a gateway that is killed ${kills} times arrives whole, and is sent once`, async () => {
  const data = folder.at('gateway')
  let port = 0
  let onReady = (): void => undefined
  const program = (words: string[]) =>
    createProgram({
      words: ['out/main/gatewayCli.js', `--data=${data}`, ...words],
      onLine(line) {
        const url = /ready at (\S+)/.exec(line)?.[1]
        if (url === undefined) return
        port = Number(new URL(url).port)
        onReady()
      },
      onCrash(what) {
        throw new Error(what)
      },
    })
  const started = (run: { start(): void }): Promise<void> =>
    new Promise((resolve) => {
      onReady = resolve
      run.start()
    })
  const first = program(['--port=0'])
  await started(first)
  let gateway = first
  const line = await openCuttableLine(port)
  const station = createStation({ dataFolder: folder.at('station'), name: 'Bàn trực 1' })
  try {
    station.follow({ url: line.url, token: readFileSync(join(data, 'station.token'), 'utf8').trim() })
    const window = openTestWindow(station)
    await window.until('live', isLive)
    await fetch(`http://127.0.0.1:${port}/cap`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${readFileSync(join(data, 'inlet.token'), 'utf8').trim()}`, 'Content-Type': 'application/cap+xml' },
      body: buildCap({ identifier: 'photo-1' }),
    })
    const raised = await window.until('the alert', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.raised'))
    writeFileSync(folder.at('ảnh.png'), bytes)
    station.attachFile(randomUUID(), folder.at('ảnh.png'))
    const attached = await window.until('the file', (pushes) => pushes.find((push) => push.kind === 'attached'))
    if (attached.kind !== 'attached' || !attached.result.ok) throw new Error(JSON.stringify(attached))
    const before = line.upBytes()
    const input = { id: raised.payload.alert.id, text: '', attachments: [attached.result.value] }
    window.call({ kind: 'request', key: randomUUID(), type: 'alert.note', input })
    let wasHalf = 0
    for (let kill = 1; kill <= kills; kill += 1) {
      await window.until('progress', (pushes) =>
        pushes.find(
          (push) =>
            (push.kind === 'transfers' && push.transfers.some(({ doneBytes }) => doneBytes > kill * 10_000_000)) ||
            (push.kind === 'facts' && push.facts.some((fact) => fact.type === 'alert.noted')),
        ),
      )
      // A machine that is quicker than our looking has nothing left to be killed in.
      if (factsIn(window.pushes).some((fact) => fact.type === 'alert.noted')) break
      await gateway.kill()
      if (!existsSync(join(data, 'content', sha256.slice(0, 2), sha256))) wasHalf += 1
      gateway = program([`--port=${port}`])
      await started(gateway)
    }
    await window.until('the note', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.noted'))
    const sent = line.upBytes() - before
    console.log(`attachments: ${kills} kills, ${wasHalf} in the middle of the upload, ${sent} bytes sent for ${bytes.length}`)
    expect(wasHalf).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(1.1 * bytes.length)
    const kept = readFileSync(join(data, 'content', sha256.slice(0, 2), sha256))
    expect(createHash('sha256').update(kept).digest('hex')).toBe(sha256)
  } finally {
    station.close()
    await gateway.stop()
    await line.close()
  }
})
