import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { readCity } from '#city/readCity'
import type { AlertState } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'
import type { StationPush } from '#shared/contract/stationPort'
import { fingerprintOf, readOrMakePostKey } from '#gateway/bundle/bundleKeys'
import { exportBundle } from '#gateway/bundle/exportBundle'
import { importBundle } from '#gateway/bundle/importBundle'
import { parseSince } from '#gateway/bundle/since'
import { buildCap } from '../builders/capBuilder'
import { cityFolder, testFolder } from '#test/builders/folderBuilder'
import { factsIn, isLive, openTestWindow, post, startTestGateway, startTestStation } from './roomInOneProcess'

const city = readCity(cityFolder)
const folder = testFolder('bundle-line')
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})
afterAll(() => folder.remove())

/** Headlines of everything a window has been told of, in a state or by facts, with whether it is a drill. */
function headlinesIn(pushes: StationPush[]): string[] {
  const states = pushes.flatMap((push) => (push.kind === 'state' ? push.alerts : []))
  const told = (state: Pick<AlertState, 'alert' | 'drill'>): string =>
    `${state.alert.texts[0]?.headline ?? ''}${state.drill ? ' (drill)' : ''}`
  const raised = (fact: Fact): string[] => (fact.type === 'alert.raised' ? [told({ alert: fact.payload.alert, drill: fact.drill })] : [])
  return [...new Set([...states.map(told), ...factsIn(pushes).flatMap(raised)])].toSorted()
}

describe('the line without a network', () => {
  test('what a post heard is in a window of another one, which it never met; what both heard is there once', async () => {
    const [here, there] = [folder.at(randomUUID()), folder.at(randomUUID())]
    const first = await startTestGateway(there)
    for (const message of [
      { identifier: 'both', headline: 'Cả hai cùng nhận' },
      { identifier: 'there', headline: 'Chỉ trạm kia nhận' },
      { identifier: 'exercise', headline: 'Bài tập', status: 'Exercise' },
    ]) {
      expect((await post(first, buildCap(message))).status).toBe(201)
    }
    const file = folder.at('carried.bundle')
    const about = { cityId: city.manifest.id, post: 'Trạm kia', madeBy: 'Lan', version: 'test' }
    // The post that tells goes on working meanwhile.
    exportBundle({ dataFolder: there, file, since: parseSince('0'), about, nowMs: Date.now() })
    await first.gateway.close()

    const before = await startTestGateway(here)
    expect((await post(before, buildCap({ identifier: 'both', headline: 'Cả hai cùng nhận' }))).status).toBe(201)
    await before.gateway.close()
    const trust = fingerprintOf(readOrMakePostKey(there).publicKey)
    const report = await importBundle({ dataFolder: here, file, city, trust, now: Date.now })
    expect([report.outcome, report.alerts]).toMatchObject(['merged', { raised: 2, duplicates: 1 }])

    const second = await startTestGateway(here)
    closers.push(() => second.gateway.close())
    const station = startTestStation(folder.at(randomUUID()), second)
    closers.push(() => station.close())
    const window = openTestWindow(station)
    await window.until('live', isLive)
    const expected = ['Bài tập (drill)', 'Chỉ trạm kia nhận', 'Cả hai cùng nhận']
    await window.until('all three', (pushes) => (headlinesIn(pushes).length === 3 ? true : undefined))
    expect(headlinesIn(window.pushes)).toEqual(expected.toSorted())

    // The network is back, and the message itself comes: it is known.
    const late = await post(second, buildCap({ identifier: 'there', headline: 'Chỉ trạm kia nhận' }))
    expect([late.status, await late.json()]).toMatchObject([200, { value: { facts: 0, duplicate: true } }])
  })
})
