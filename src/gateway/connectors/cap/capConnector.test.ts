import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { failure as failureSchema, fail, succeed, type Result } from '#shared/contract/result'
import type { Accepted, ConnectorContext, Observation } from '../connector'
import { createCapConnector, type CapConnector } from './capConnector'

const samples = 'resources/samples'
const sample = (name: string): Buffer => readFileSync(`${samples}/${name}.cap.xml`)
const flood = sample('flood-hieu-river')

type Room = { connector: CapConnector; offered: Observation[]; rejected: { origin: string; reason: string }[]; failed: string[] }

async function room(
  answer: (observation: Observation) => Promise<Result<Accepted>> = () =>
    Promise.resolve(succeed({ facts: 1, duplicate: false, alertId: 'a' })),
  options: Parameters<typeof createCapConnector>[0] = {},
): Promise<Room> {
  const made: Room = { connector: createCapConnector(options), offered: [], rejected: [], failed: [] }
  const context: ConnectorContext = {
    now: () => 1_000,
    offer(observation) {
      made.offered.push(observation)
      return answer(observation)
    },
    reject: (origin, reason) => void made.rejected.push({ origin, reason }),
    fail: (reason) => void made.failed.push(reason),
  }
  await made.connector.start(context)
  return made
}
const post = (to: Room, body: Buffer | string, contentType = 'application/xml') =>
  to.connector.receive(Buffer.from(body), contentType, '127.0.0.1')

describe('receive', () => {
  it('offers what it read and hands back what became of it', async () => {
    const here = await room()
    expect(await post(here, flood)).toEqual({ ok: true, value: { facts: 1, duplicate: false, alertId: 'a' } })
    expect(here.offered).toMatchObject([
      { kind: 'alert', drill: true, alert: { drillId: 'cap-exercise', severity: 'high', source: { receivedAtMs: 1_000 } } },
    ])
    expect(here.rejected).toEqual([])
  })

  it('counts and explains what it refuses, and offers nothing', async () => {
    const here = await room()
    const refused = await post(here, sample('bad-time-and-polygon'))
    expect(refused.ok ? 'accepted' : refused.failure.message).toBe(
      'the CAP message has 4 problems: alert/sent (line 6): "2026-01-05T03:45:00Z" is not a CAP time; CAP does not allow "Z": write UTC as +00:00; ' +
        'alert/info[1]/event (line 10): is missing; ' +
        'alert/info[1]/severity (line 14): is "High", not one of Extreme, Severe, Moderate, Minor, Unknown; ' +
        'alert/info[1]/area[1]/polygon[1] (line 19): has 3 pairs, a polygon has at least 4',
    )
    const hostile = await post(here, sample('bad-external-entity'))
    expect(hostile.ok ? 'accepted' : hostile.failure.message).toContain('a document type declaration (DOCTYPE) is not accepted')
    expect(here.offered).toEqual([])
    expect(here.rejected.map(({ origin }) => origin)).toEqual(['127.0.0.1', '127.0.0.1'])
  })

  it('hands back a refusal of the room without counting it again', async () => {
    const here = await room(() => Promise.resolve(fail('not-found', 'nothing to cancel')))
    expect(await post(here, sample('flood-hieu-river-cancel'))).toEqual(fail('not-found', 'nothing to cancel'))
    expect(here.rejected).toEqual([])
  })

  it('answers "unavailable" when the log cannot be written, and when it does not run', async () => {
    const here = await room(() => Promise.reject(new Error('disk full')))
    expect(await post(here, flood)).toEqual(fail('unavailable', 'the message could not be written down: disk full'))
    await here.connector.stop()
    expect(await post(here, flood)).toMatchObject({ ok: false, failure: { code: 'unavailable' } })
  })

  it('takes acknowledgements, error reports and network messages, and counts them apart', async () => {
    const here = await room()
    const text = flood.toString()
    const answering = (type: string): string =>
      text.replace('>Alert<', `>${type}<`).replace('<scope>', '<references>a,b,2026-01-05T03:00:00+07:00</references><scope>')
    for (const body of [
      answering('Ack'),
      answering('Error'),
      text.replace('>Exercise<', '>System<'),
      text.replace('<note>', '<colour/><note>'),
    ]) {
      expect((await post(here, body)).ok).toBe(true)
    }
    expect(here.connector.counts()).toEqual({ acknowledgements: 1, errorReports: 1, networkMessages: 1, warnings: 1 })
    expect(here.offered).toHaveLength(1)
  })

  it('reads the same message from other encodings', async () => {
    const here = await room()
    const undeclared = flood.toString().replace(/^<\?xml.*\?>/, '')
    await post(here, flood)
    await post(here, Buffer.from(`\ufeff${undeclared}`, 'utf16le'))
    const [utf8, utf16] = here.offered
    expect(utf16).toEqual(utf8)
  })

  it('never throws, whatever the bytes, and refuses within the contract', async () => {
    const here = await room()
    const contentType = fc.oneof(
      fc.constantFrom('', 'application/xml', 'text/xml; charset=utf-16', 'text/xml; charset="\u0000"'),
      fc.string(),
    )
    const noise = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes))
    const damaged = fc
      .tuple(fc.nat(flood.length - 1), fc.nat(40), fc.uint8Array({ maxLength: 40 }))
      .map(([at, cut, put]) => Buffer.concat([flood.subarray(0, at), put, flood.subarray(at + cut)]))
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, damaged), contentType, async (body, type) => {
        const result = await here.connector.receive(body, type, 'fuzz')
        if (!result.ok) expect(failureSchema.safeParse(result.failure).error).toBeUndefined()
      }),
      { numRuns: 600 },
    )
  })
})

describe('samples', () => {
  const names = readdirSync(samples).filter((name) => name.endsWith('.cap.xml'))
  const good = names.filter((name) => !name.startsWith('bad-'))

  it('are five good ones and two broken ones', () => {
    expect([good.length, names.length]).toEqual([5, 7])
  })

  it.each(good)('%s is an exercise, in Vietnamese and English, and says so', async (name) => {
    const here = await room()
    expect(await post(here, readFileSync(`${samples}/${name}`))).toMatchObject({ ok: true })
    const [observation] = here.offered
    expect(here.connector.counts().warnings).toBe(0)
    expect(observation).toMatchObject({ drill: true })
    if (observation?.kind === 'cancel') return
    if (observation?.kind !== 'alert' && observation?.kind !== 'update') throw new Error('no alert')
    expect(observation.alert.texts.map((text) => [text.language, text.headline.split(' ')[0]])).toEqual([
      ['vi-VN', '[DIỄN'],
      ['en-US', '[EXERCISE]'],
    ])
    expect(observation.alert.areas).toHaveLength(1)
    // Within the bounds of the city.
    expect(observation.alert.place!.lonDeg).toBeGreaterThan(107.05)
    expect(observation.alert.place!.lonDeg).toBeLessThan(107.15)
  })

  it('the update and the cancel refer to the flood', async () => {
    const here = await room()
    for (const name of ['flood-hieu-river', 'flood-hieu-river-update', 'flood-hieu-river-cancel']) await post(here, sample(name))
    const [first, update, cancel] = here.offered
    if (first?.kind !== 'alert' || update?.kind !== 'update' || cancel?.kind !== 'cancel') throw new Error('other kinds')
    const named = { sender: first.alert.source.sender, identifier: first.alert.source.identifier, sentAtMs: first.alert.source.sentAtMs }
    expect(update.references).toEqual([named])
    expect(cancel.references[0]).toEqual(named)
    expect(update.alert.severity).toBe('critical')
  })
})

describe('the watched folder', () => {
  let folder: string | undefined
  afterEach(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }))

  it('brings a file the same way as a post', async () => {
    folder = mkdtempSync(join(tmpdir(), 'cap-inbox-'))
    let offered: (observation: Observation) => void = () => undefined
    const first = new Promise<Observation>((resolve) => (offered = resolve))
    const here = await room(
      (observation) => {
        offered(observation)
        return Promise.resolve(succeed({ facts: 1, duplicate: false, alertId: 'a' }))
      },
      { watchFolder: folder, timing: { settledMs: 10 } },
    )
    writeFileSync(join(folder, 'flood.xml'), flood)
    const observation = await first
    await here.connector.stop()
    expect(observation).toMatchObject({ kind: 'alert', alert: { source: { identifier: 'dien-tap-lu-song-hieu-1' } } })
    expect(readdirSync(join(folder, 'accepted'))).toEqual(['flood.xml'])
  })

  it('says so when the folder cannot be used', async () => {
    folder = mkdtempSync(join(tmpdir(), 'cap-inbox-'))
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const here = await room(undefined, { watchFolder: file })
    expect(here.failed).toEqual([expect.stringContaining(`the folder ${file} cannot be used`)])
    expect((await post(here, flood)).ok).toBe(true)
  })
})
