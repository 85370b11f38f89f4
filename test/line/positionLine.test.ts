import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { UnitPosition } from '#shared/contract/position'
import type { StationPush } from '#shared/contract/stationPort'
import { testFolder } from '#test/builders/folderBuilder'
import { factsIn, isLive, openTestWindow, startTestGateway, startTestStation, type TestGateway } from './roomInOneProcess'

const folder = testFolder('positions')
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

const unit = (id: string, atMs: number): UnitPosition => ({
  id,
  name: `Xe ${id}`,
  kind: 'fire',
  place: { lonDeg: 107.1, latDeg: 16.82 },
  headingDeg: null,
  atMs,
  urgent: false,
  drill: true,
})

function send(gateway: TestGateway, body: string, token = gateway.tokens.inlet): Promise<Response> {
  return fetch(`${gateway.gateway.url}/positions`, { method: 'POST', body, headers: { Authorization: `Bearer ${token}` } })
}
const seenIn = (id: string) => (pushes: StationPush[]) =>
  pushes.flatMap((push) => (push.kind === 'positions' ? push.positions : [])).findLast((position) => position.id === id)

test('a position is in every window, also one that opens later and on a station that comes later, and in no log', async () => {
  const gateway = await startTestGateway(folder.at(randomUUID()))
  closers.push(() => gateway.gateway.close())
  const station = startTestStation(folder.at(randomUUID()), gateway)
  closers.push(() => station.close())
  const window = openTestWindow(station)
  await window.until('live', isLive)

  const sent = unit('114-02', Date.now())
  const answer = await send(gateway, JSON.stringify({ positions: [sent] }))
  expect([answer.status, await answer.json()]).toEqual([201, { ok: true, value: { duplicate: false, taken: 1 } }])
  expect(await window.until('the position', seenIn('114-02'))).toEqual(sent)
  expect(seenIn('114-02')(openTestWindow(station).pushes)).toEqual(sent)

  const second = startTestStation(folder.at(randomUUID()), gateway, 'Bàn trực 2')
  closers.push(() => second.close())
  expect(await openTestWindow(second).until('the position', seenIn('114-02'))).toEqual(sent)
  expect(factsIn(window.pushes).some((fact) => JSON.stringify(fact).includes('114-02'))).toBe(false)
})

test('what is no position, or comes without the token, is refused with a reason', async () => {
  const gateway = await startTestGateway(folder.at(randomUUID()))
  closers.push(() => gateway.gateway.close())
  const refused = async (body: string, token?: string) => (await send(gateway, body, token)).status
  expect([await refused('{"positions":[{}]}'), await refused('[]'), await refused('{', undefined)]).toEqual([422, 422, 422])
  expect(await refused(JSON.stringify({ positions: [unit('a', 1)] }), 'no-token')).toBe(401)
  expect((await send(gateway, JSON.stringify({ positions: [unit('a', 1)] }))).status).toBe(201)
  expect((await send(gateway, JSON.stringify({ positions: [unit('a', 1)] }))).status).toBe(200)
})
