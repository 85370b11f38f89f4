import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import type { SearchPage, SearchQuery } from '#shared/contract/search'
import { createStation } from '#station/station'
import { buildCap } from '../builders/capBuilder'
import { testFolder } from '#test/builders/folderBuilder'
import { factsIn, isLive, openTestWindow, post, startTestGateway, type TestWindow } from './roomInOneProcess'

const folder = testFolder('search')
afterAll(() => folder.remove())

const everything: SearchQuery = {
  text: '',
  fromMs: null,
  untilMs: null,
  area: null,
  severities: [],
  states: [],
  connectors: [],
  drill: null,
  before: null,
}

/** Asks until the index holds everything, as an operator's panel does. */
async function search(window: TestWindow, query: Partial<SearchQuery>): Promise<SearchPage> {
  for (;;) {
    const id = randomUUID()
    window.call({ kind: 'search', id, query: { ...everything, ...query } })
    const answer = await window.until('an answer', (pushes) => pushes.find((push) => push.kind === 'found' && push.id === id))
    if (answer.kind !== 'found' || !answer.result.ok) throw new Error(JSON.stringify(answer))
    const { coverage } = answer.result.value
    if (coverage.indexedSeq === coverage.headSeq) return answer.result.value
  }
}

test('a posted message is found by words without marks, with its whole history, also when the gateway is gone', async () => {
  const gateway = await startTestGateway(folder.at('gateway'))
  const station = createStation({
    dataFolder: folder.at('station'),
    name: 'Bàn trực 1',
    searchWorkerFile: new URL('../../src/station/search/searchWorker.ts', import.meta.url),
  })
  try {
    station.follow({ url: gateway.gateway.url, token: gateway.tokens.station })
    const window = openTestWindow(station)
    await window.until('live', isLive)
    await post(gateway, buildCap({ identifier: 'search-1' }))
    const { id } = (await window.until('the alert', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.raised'))).payload.alert
    window.call({
      kind: 'request',
      key: randomUUID(),
      type: 'alert.acknowledge',
      input: { id, expectedVersion: 1, note: 'Đã báo đội cứu hộ' },
    })
    window.call({ kind: 'request', key: randomUUID(), type: 'alert.note', input: { id, text: 'Đập tràn bắt đầu chảy', attachments: [] } })
    await window.until('the note', (pushes) => factsIn(pushes).find((fact) => fact.type === 'alert.noted'))
    await gateway.gateway.close()

    const found = await search(window, { text: 'hoang dieu doi cuu ho', states: ['acknowledged'] })
    expect(found).toMatchObject({ count: 1, more: false, rows: [{ former: false, state: { alert: { id } } }] })
    expect((await search(window, { text: 'dap tran hoang dieu' })).count).toBe(1)
    expect((await search(window, { text: 'không có chữ này' })).count).toBe(0)

    const asked = randomUUID()
    window.call({ kind: 'history', id: asked, alertId: id })
    const history = await window.until('the history', (pushes) => pushes.find((push) => push.kind === 'history' && push.id === asked))
    expect(history).toMatchObject({
      result: {
        ok: true,
        value: {
          complete: true,
          facts: [
            { type: 'alert.raised' },
            { type: 'alert.acknowledged', actor: { name: 'Bàn trực 1' } },
            { type: 'alert.noted', payload: { text: 'Đập tràn bắt đầu chảy' } },
          ],
        },
      },
    })

    const figures = randomUUID()
    const nowMs = Date.now()
    window.call({
      kind: 'alert-figures',
      id: figures,
      query: { fromMs: nowMs - 3_600_000, untilMs: nowMs + 1, operators: 1, drill: null },
    })
    expect(
      await window.until('the figures', (pushes) => pushes.find((push) => push.kind === 'alert-figures' && push.id === figures)),
    ).toMatchObject({ result: { ok: true, value: { headSeq: 3, figures: { alerts: 1, acknowledged: { count: 1 } } } } })

    const details = randomUUID()
    window.call({ kind: 'link-details', id: details })
    expect(
      await window.until('the details', (pushes) => pushes.find((push) => push.kind === 'link-details' && push.id === details)),
    ).toMatchObject({ details: { cursors: { alerts: 3 }, heads: { alerts: 3 }, indexedSeq: 3, cacheBytes: expect.any(Number) as number } })
  } finally {
    station.close()
    await gateway.gateway.close()
  }
})
