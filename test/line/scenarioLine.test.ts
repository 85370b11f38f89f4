import { resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Fact } from '#shared/contract/fact'
import { testFolder } from '#test/builders/folderBuilder'
import { factsIn, openTestWindow, startTestGateway, startTestStation } from './roomInOneProcess'

const folder = testFolder('scenario')
afterAll(() => folder.remove())

/** Local time in Đông Hà, as the bulletins write it. */
const at = (local: string): number => Date.parse(`${local}:00+07:00`)

/** What the bulletins of October 2020 say, word for number for sign. */
const bulletins: [string, RegExp][] = [
  ['2020-10-17T23:00', /5,16 m, trên BĐ3 1,16 m/],
  ['2020-10-18T03:30', /5,36 m, .*đỉnh; cao hơn đỉnh 08\/10\/2020 0,67 m/],
  ['2020-10-18T07:00', /5,17 m, trên BĐ3 1,17 m/],
  ['2020-10-19T01:00', /2,94 m, dưới BĐ2 0,06 m/],
]

test('the flood of October 2020, played by a real gateway, reaches a window with the sentences of the bulletins at their times', async () => {
  const gateway = await startTestGateway(folder.at('gateway'))
  const station = startTestStation(folder.at('station'), gateway)
  const window = openTestWindow(station)
  await window.until('live', (pushes) => pushes.find((push) => push.kind === 'link' && push.link.state === 'live'))
  await gateway.gateway.close()
  const playing = await startTestGateway(
    folder.at('gateway'),
    { file: resolve('resources/scenarios/hieu-river-flood-2020-10.jsonl'), speed: 200_000 },
    gateway.gateway.port,
  )
  try {
    await window.until('the end of the drill', (pushes) =>
      factsIn(pushes).find((fact) => fact.type === 'drill.ended' && fact.payload.reason === 'finished'),
    )
    const facts = factsIn(window.pushes)
    const told = facts.filter(
      (fact): fact is Extract<Fact, { type: 'alert.raised' | 'alert.updated' }> =>
        fact.type === 'alert.raised' || fact.type === 'alert.updated',
    )
    for (const [local, sentence] of bulletins) {
      const fact = told.find((each) => each.atMs === at(local))
      expect([local, fact?.payload.alert.texts.find((text) => text.language === 'vi-VN')?.headline]).toEqual([
        local,
        expect.stringMatching(sentence),
      ])
    }
    // 1.64 m on the 16th is under the first level: a reading, and no alert.
    const first = facts.find(
      (fact) => fact.type === 'reading.recorded' && fact.atMs === at('2020-10-16T11:00') && fact.payload.reading.basis === 'observed',
    )
    expect(first?.payload).toMatchObject({ reading: { valueM: 1.64 } })
    expect(told.every((fact) => fact.drill && fact.atMs > at('2020-10-16T11:00'))).toBe(true)
    // One flood is one alert, and the end of the drill takes it away.
    expect(new Set(told.map((fact) => fact.payload.alert.id)).size).toBe(1)
    expect(facts.findLast((fact) => fact.type === 'alert.cleared')?.payload).toMatchObject({
      reason: expect.stringMatching(/drill-ended|returned-to-normal/) as string,
    })
    expect(facts.filter((fact) => fact.type === 'reading.recorded').every((fact) => fact.drill)).toBe(true)
  } finally {
    station.close()
    await playing.gateway.close()
  }
}, 30_000)
