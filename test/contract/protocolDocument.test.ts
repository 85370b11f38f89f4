import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fact, factTable, type Fact } from '#shared/contract/fact'
import {
  feedRequests,
  logStatus,
  handshake,
  maximumPageFacts,
  maximumSnapshotAlerts,
  page,
  protocolVersion,
  refusal,
  requestEnvelopes,
  snapshotPiece,
  urgent,
  welcome,
  type RequestType,
} from '#shared/contract/feed'
import { cursors, epoch, streams } from '#shared/contract/ids'
import { positions } from '#shared/contract/position'
import { fail, failureCodes, resultOf } from '#shared/contract/result'
import { tileContent } from '#shared/contract/wall'
import type { Accepted } from '#gateway/connectors/connector'
import { createInlet, maximumBodyBytes } from '#gateway/inlet'

const text = readFileSync('docs/protocol.md', 'utf8')

const accepted: z.ZodType<Accepted> = z.strictObject({
  facts: z.int().nonnegative(),
  duplicate: z.boolean(),
  alertId: z.string().nullable(),
})
const health = z.strictObject({ name: z.string(), version: z.string(), protocolVersion: z.literal(protocolVersion), epoch, heads: cursors })

/** Schema of each kind of sample, by the words behind ```json. */
const schemas: Record<string, z.ZodType> = {
  handshake: z.strictObject(handshake.shape),
  refusal,
  welcome,
  snapshot: snapshotPiece,
  page,
  urgent,
  status: logStatus,
  positions,
  fact,
  'tile-content': tileContent,
  'inlet-answer': resultOf(accepted),
  health: resultOf(health),
}
for (const type of Object.keys(feedRequests) as RequestType[]) {
  schemas[`request ${type}`] = requestEnvelopes[type]
  schemas[`result ${type}`] = resultOf(feedRequests[type].output)
}

type Sample = { kind: string; line: number; body: string }

function samplesOf(document: string): Sample[] {
  return [...document.matchAll(/^```json ?(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    kind: match[1] ?? '',
    line: document.slice(0, match.index).split('\n').length,
    body: match[2] ?? '',
  }))
}

const samples = samplesOf(text)
const facts = samples.filter((sample) => sample.kind === 'fact').map((sample) => JSON.parse(sample.body) as Fact)

/** Cells of every table row that starts with a code span, by what that span says. */
const rows = new Map([...text.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map((match) => [match[1], (match[2] ?? '').split('|')]))
const cell = (name: string, index: number): string => rows.get(name)?.[index]?.trim() ?? ''

describe('docs/protocol.md', () => {
  it.each(samples)('sample "$kind" in line $line is of the contract', ({ kind, body }) => {
    const schema = schemas[kind]
    if (schema === undefined) throw new Error(`no schema for samples of kind "${kind}"`)
    expect(schema.safeParse(JSON.parse(body)).error?.issues ?? []).toEqual([])
  })

  it('has a sample of every kind', () => {
    expect(new Set(samples.map((sample) => sample.kind))).toEqual(new Set(Object.keys(schemas)))
  })

  it('has a sample, a heading and the stream of every fact type', () => {
    expect(facts.map((each) => each.type).toSorted()).toEqual(Object.keys(factTable).toSorted())
    for (const [type, { stream }] of Object.entries(factTable)) {
      expect(text).toContain(`\n### ${type}\n`)
      expect(cell(type, 0)).toBe(`\`${stream}\``)
    }
  })

  it('has a heading for every request', () => {
    for (const type of Object.keys(feedRequests)) expect(text).toContain(`\n### ${type}\n`)
  })

  it('names version, streams and limits as they are', () => {
    const grouped = (count: number): string => count.toLocaleString('en-US')
    expect(text).toContain(`Version **${protocolVersion}**`)
    expect(text).toContain(`four **streams**: ${streams.map((stream) => `\`${stream}\``).join(', ')}`)
    expect(text).toContain(`${maximumPageFacts} facts in a page, ${maximumSnapshotAlerts} alerts in a snapshot piece`)
    expect(text).toContain(`the body is over ${grouped(maximumBodyBytes)} bytes`)
  })

  it('gives every failure code the HTTP status that the gateway answers with', async () => {
    const receivers = Object.fromEntries(failureCodes.map((code) => [`/${code}`, { receive: () => Promise.resolve(fail(code, 'sample')) }]))
    const server = createServer(createInlet({ token: 'secret', receivers, health: () => ({}), onRefused: () => undefined }))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const { port } = server.address() as AddressInfo
      for (const code of failureCodes) {
        const response = await fetch(`http://127.0.0.1:${port}/${code}`, { method: 'POST', headers: { authorization: 'Bearer secret' } })
        expect({ code, status: cell(code, 0) }).toEqual({ code, status: String(response.status) })
      }
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it('is read strictly: a sample with a stranger field would be found', () => {
    const sample = samples.find(({ kind }) => kind === 'page')
    const strange = { ...(JSON.parse(sample?.body ?? '{}') as object), extra: 1 }
    expect(schemas['page']?.safeParse(strange).success).toBe(false)
    expect(samplesOf('```json nothing\n{}\n```').map(({ kind }) => kind)).toEqual(['nothing'])
  })
})
