import { townFiles, townPlace } from '#test/builders/cityModel'
import { describe, expect, it } from 'vitest'
import { createAnswering } from './answering'
import { fetchCityBytes } from './cityBytes'

const town = { buildings: [{ id: 'nhà', place: townPlace(-900, 0), groundM: 1, floodM: 1 }] }
const files = {
  basemap: 'b.geojson',
  wards: 'w.geojson',
  gauges: 'g.json',
  terrain: 't.columns.gz',
  floodField: 'f.columns.gz',
  buildings: 'b.columns.gz',
}
const open = { kind: 'open' as const, folderUrl: 'app://bundle/city-data', files }
const ask = { kind: 'ask' as const, id: '0193e0a0-0000-4000-8000-000000000000', language: 'vi' as const, operator: 'Trạm 1', nowMs: 7 }

/** A server that has the test town's files, packed as a city's are. */
async function serve(address: string | URL | Request): Promise<Response> {
  const name = String(address).replace('app://bundle/city-data/', '')
  const bytes =
    townFiles(town)[{ 't.columns.gz': 'terrain', 'f.columns.gz': 'floodField', 'b.columns.gz': 'buildings' }[name] as 'terrain']?.bytes
  return bytes === undefined
    ? new Response(null, { status: 404 })
    : new Response(new Response(bytes).body!.pipeThrough(new CompressionStream('gzip')))
}

describe('the worker', () => {
  it('reads a city as it is served, and answers with the hashes of what it has read', async () => {
    const answering = createAnswering(({ folderUrl, files: named }) => fetchCityBytes(folderUrl, named, serve))
    const opened = await answering(open)
    expect(opened).toMatchObject({ kind: 'opened', facts: { gaugeZeroM: 0, facilities: [] } })
    const reply = await answering({ ...ask, question: { kind: 'flood', levelM: 3, gaugeLevelM: 3 } })
    if (reply.kind !== 'answered') throw new Error(JSON.stringify(reply))
    expect(reply.answer).toMatchObject({ operator: 'Trạm 1', answeredAtMs: 7, result: { connected: { buildings: 1 } } })
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', townFiles(town).terrain!.bytes))
    const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    expect(reply.answer.inputs.find(({ input }) => input === 'terrain')?.sha256).toBe(hash)
  })

  it('says which file it cannot have, and goes on to say that it knows nothing', async () => {
    const answering = createAnswering(({ folderUrl, files: named }) => fetchCityBytes(folderUrl, { ...named, roads: 'r.gz' }, serve))
    expect(await answering(open)).toEqual({ kind: 'unreadable', detail: 'r.gz: HTTP 404' })
    expect(await answering({ ...ask, question: { kind: 'flood', levelM: 3, gaugeLevelM: null } })).toMatchObject({
      kind: 'unanswered',
      reason: 'failed',
    })
  })

  it('refuses a question that makes no sense, and one that has no answer', async () => {
    const answering = createAnswering(({ folderUrl, files: named }) => fetchCityBytes(folderUrl, named, serve))
    await answering(open)
    const from = townPlace(0, 0)
    expect(await answering({ ...ask, question: { kind: 'reach', from, minutes: -1, floodLevelM: null, closures: [] } })).toMatchObject({
      reason: 'failed',
    })
    expect(await answering({ ...ask, question: { kind: 'reach', from, minutes: 5, floodLevelM: null, closures: [] } })).toEqual({
      kind: 'unanswered',
      id: ask.id,
      reason: 'missing-data',
      detail: 'roads',
    })
  })
})
