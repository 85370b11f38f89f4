import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import type { Fact } from '#shared/contract/fact'
import type { WindowCall } from '#shared/contract/stationPort'
import type { WallRequest } from '#shared/contract/wall'
import type { Station } from '#station/station'
import { factsIn, isLive, openTestWindow, startTestGateway, startTestStation, type TestGateway, type TestWindow } from './roomInOneProcess'

// Two desks and one wall, over real sockets: who steers it, and what a threat level does to it.

const folder = testFolder('wall-line')
let gateway: TestGateway
const stations: Station[] = []

beforeEach(async () => {
  gateway = await startTestGateway(folder.at(randomUUID()))
})
afterEach(async () => {
  for (const station of stations.splice(0)) station.close()
  await gateway.gateway.close()
})

async function openDesk(name: string): Promise<TestWindow> {
  const station = startTestStation(folder.at(randomUUID()), gateway, name)
  stations.push(station)
  const desk = openTestWindow(station)
  await desk.until(`${name} live`, isLive)
  return desk
}

function ask(desk: TestWindow, request: WallRequest): Promise<{ ok: boolean; code?: string; by?: unknown }> {
  const key = randomUUID()
  desk.call({ kind: 'request', key, ...request } as WindowCall)
  return desk.until(`an answer to ${request.type}`, (pushes) => {
    for (const push of pushes) {
      if (push.kind !== 'answer' || push.key !== key || push.result.ok === 'waiting') continue
      return push.result.ok ? { ok: true } : { ok: false, code: push.result.failure.code, by: push.result.failure.details?.['by'] }
    }
    return undefined
  })
}

const seen = <T extends Fact['type']>(desk: TestWindow, type: T, fits: (fact: Extract<Fact, { type: T }>) => boolean) =>
  desk.until(type, (pushes) =>
    factsIn(pushes).find((fact): fact is Extract<Fact, { type: T }> => fact.type === type && fits(fact as never)),
  )

const surface = { surface: 1, present: true, label: '', boundsPx: { x: 0, y: 0, width: 1920, height: 1080 }, boundsMm: null }
const drawing = { id: 'w', name: 'Tường', surfaces: [surface], viewingDistanceM: null }
const draw: WallRequest = { type: 'wall.draw', input: { id: 'w', drawing } }
const take = (reason?: string): WallRequest => ({
  type: 'wall.take',
  input: { id: 'w', forS: 600, override: reason !== undefined, ...(reason === undefined ? {} : { reason }) },
})

it('two officers take the wall at once: one has it, the other is told who, and gets it for a reason that everybody reads', async () => {
  const desks = { 'Bàn 1': await openDesk('Bàn 1'), 'Bàn 2': await openDesk('Bàn 2') }
  await ask(desks['Bàn 1'], draw)
  const answers = await Promise.all([ask(desks['Bàn 1'], take()), ask(desks['Bàn 2'], take())])
  expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  const [winner, loser] = answers[0].ok ? (['Bàn 1', 'Bàn 2'] as const) : (['Bàn 2', 'Bàn 1'] as const)
  expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, code: 'wall-held', by: winner })

  expect((await ask(desks[loser], { ...take('x'), input: { id: 'w', forS: 600, override: true } } as WallRequest)).code).toBe('invalid')
  expect((await ask(desks[loser], take('cháy chợ Đông Hà'))).ok).toBe(true)
  const told = await seen(desks[winner], 'wall.controlled', ({ payload }) => payload.control?.takenFrom !== undefined)
  expect(told.payload.control).toMatchObject({
    by: { name: loser },
    takenFrom: { by: { name: winner }, reason: 'cháy chợ Đông Hà' },
  })
})

it('a threat level that one desk declares is read at the other, shows its scene by itself and takes it away again', async () => {
  const [one, other] = [await openDesk('Bàn 1'), await openDesk('Bàn 2')]
  await ask(one, draw)
  const tiles = [{ id: 'all', area: { surfaces: [1], x: 0, y: 0, width: 1, height: 1 }, content: { kind: 'alerts' as const } }]
  const scene = { id: 'lu', name: { vi: 'Lũ', en: 'Flood' }, tiles }
  await ask(one, { type: 'scene.save', input: { id: 'lu', scene, expectedVersion: 0 } })
  const levels = [
    { id: 'normal', name: { vi: 'Bình thường', en: 'Normal' }, actions: [] },
    { id: 'severe', name: { vi: 'Khẩn cấp', en: 'Severe' }, actions: [{ what: 'scene' as const, sceneId: 'lu' }] },
  ]
  await ask(one, { type: 'threat-levels.save', input: { id: 'threat-levels', levels } })
  const scope = { wardId: null, name: { vi: 'Đông Hà', en: 'Đông Hà' } }
  const declare = (levelId: string): WallRequest => ({
    type: 'threat.set',
    input: { id: 'city', scope, levelId, reason: 'nước lên nhanh' },
  })
  expect((await ask(one, declare('severe'))).ok).toBe(true)
  const declared = await seen(other, 'threat.set', () => true)
  expect(declared.payload.threat).toMatchObject({ levelId: 'severe', reason: 'nước lên nhanh', by: { name: 'Bàn 1' } })
  const shown = await seen(other, 'wall.shown', ({ payload }) => payload.shown.reason.kind === 'rule')
  expect(shown.payload.shown).toMatchObject({ sceneId: 'lu', tiles, reason: { ruleName: { vi: 'Khẩn cấp' } } })
  await ask(other, declare('normal'))
  expect((await seen(one, 'wall.returned', () => true)).payload.reason).toEqual({ kind: 'return', by: null })
})
