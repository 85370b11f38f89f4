import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StationPush } from '#shared/contract/stationPort'
import { createStation } from '#station/station'
import { buildCap } from '../../test/builders/capBuilder'
import { postCap, startGateway } from '../../test/e2e/room'
import { percentile, tenth } from '../report/machine'

const uploadBytes = 52_428_800
const alertsEach = 200
const postEveryMs = 20

/** Posts alerts to a gateway of its own process while this process's station uploads 50 MB on the same line, and while it does not. */
export async function measureAttachments(): Promise<Record<string, number>> {
  const root = mkdtempSync(join(tmpdir(), 'bench-attachments-'))
  const gateway = await startGateway(join(root, 'gateway'))
  const station = createStation({ dataFolder: join(root, 'station'), name: 'bench' })
  const listeners = new Set<(push: StationPush) => void>()
  let call: (call: unknown) => void = () => undefined
  station.addWindow({
    post(push) {
      for (const listener of listeners) listener(push)
    },
    onCall: (listener) => (call = listener),
    onClose: () => undefined,
  })
  const until = <T>(find: (push: StationPush) => T | undefined): Promise<T> =>
    new Promise((settle) => {
      const listener = (push: StationPush): void => {
        const found = find(push)
        if (found === undefined) return
        listeners.delete(listener)
        settle(found)
      }
      listeners.add(listener)
    })
  /** Milliseconds from the moment an alert is posted to the window's message, for each of them. */
  const delays = async (name: string, goesOn: (posted: number) => boolean): Promise<number[]> => {
    const found: Promise<number>[] = []
    for (let posted = 0; goesOn(posted); posted += 1) {
      const identifier = `${name}-${posted}`
      const atMs = performance.now()
      found.push(until((push) => (isAlert(push, identifier) ? performance.now() - atMs : undefined)))
      await postCap(gateway.inlet, buildCap({ identifier }))
      await new Promise((settle) => setTimeout(settle, Math.max(0, atMs + postEveryMs - performance.now())))
    }
    return Promise.all(found)
  }
  try {
    station.follow({ url: gateway.url, token: readFileSync(gateway.stationTokenFile, 'utf8').trim() })
    await until((push) => (push.kind === 'link' && push.link.state === 'live' ? true : undefined))
    const quiet = await delays('quiet', (posted) => posted < alertsEach)

    const file = join(root, 'clip.png')
    writeFileSync(file, Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(uploadBytes - 16)]))
    const attached = until((push) => (push.kind === 'attached' ? push.result : undefined))
    station.attachFile(randomUUID(), file)
    const result = await attached
    if (!result.ok) throw new Error(result.failure.message)
    const alert = until((push) =>
      push.kind === 'facts' ? push.facts.flatMap((fact) => (fact.type === 'alert.raised' ? [fact.payload.alert.id] : []))[0] : undefined,
    )
    await postCap(gateway.inlet, buildCap({ identifier: 'noted' }))
    const input = { id: await alert, text: '', attachments: [result.value] }
    let isOver = false
    const startedAtMs = performance.now()
    const noted = until((push) => (push.kind === 'facts' && push.facts.some(({ type }) => type === 'alert.noted') ? true : undefined)).then(
      () => {
        isOver = true
        return performance.now() - startedAtMs
      },
    )
    call({ kind: 'request', key: randomUUID(), type: 'alert.note', input })
    const busy = await delays('busy', () => !isOver)
    const tookMs = await noted
    return {
      uploadMb: uploadBytes / 1_048_576,
      uploadS: tenth(tookMs / 1_000),
      uploadMbPerS: tenth(uploadBytes / 1_048_576 / (tookMs / 1_000)),
      alertsWhileQuiet: quiet.length,
      alertsWhileUploading: busy.length,
      liveQuietP95Ms: tenth(percentile(quiet, 0.95)),
      liveUploadingP95Ms: tenth(percentile(busy, 0.95)),
      liveUploadingMaxMs: tenth(Math.max(...busy)),
    }
  } finally {
    station.close()
    await gateway.stop()
    rmSync(root, { recursive: true, force: true })
  }
}

function isAlert(push: StationPush, identifier: string): boolean {
  return (
    push.kind === 'facts' && push.facts.some((fact) => fact.type === 'alert.raised' && fact.payload.alert.source.identifier === identifier)
  )
}
