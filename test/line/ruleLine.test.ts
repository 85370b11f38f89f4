import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testFolder } from '#test/builders/folderBuilder'
import { factsIn, openTestWindow, startTestGateway, startTestStation } from './roomInOneProcess'

const folder = testFolder('rules')
afterAll(() => folder.remove())

const rule = {
  id: 'four-metres-at-night',
  name: { vi: 'Trên 4 m ban đêm', en: 'Above 4 m at night' },
  instruction: { vi: 'Gọi trưởng ca', en: 'Call the duty officer' },
  live: true,
  when: { kind: 'expression', cel: 'levelM["dong-ha"] >= 4.0 && (hour >= 22 || hour < 5)' },
  onDelayS: 0,
  offDelayS: 0,
  hours: null,
  severity: 'high',
  category: 'Met',
  urgency: 'Immediate',
  version: 1,
  changedBy: 'Trưởng ca',
  changedAtMs: Date.UTC(2026, 0, 1),
}

test('a rule of the gateway raises its alert from the readings of an exercise, and it reaches a window', async () => {
  mkdirSync(folder.at('gateway'), { recursive: true })
  writeFileSync(join(folder.at('gateway'), 'reading-rules.json'), JSON.stringify({ schema: 1, rules: [rule] }))
  const gateway = await startTestGateway(folder.at('gateway'), {
    file: resolve('resources/scenarios/hieu-river-flood-2020-10.jsonl'),
    speed: 200_000,
  })
  const station = startTestStation(folder.at('station'), gateway)
  const window = openTestWindow(station)
  try {
    await window.until('the end of the drill', (pushes) =>
      factsIn(pushes).find((fact) => fact.type === 'drill.ended' && fact.payload.reason === 'finished'),
    )
    const raised = factsIn(window.pushes).flatMap((fact) => (fact.type === 'alert.raised' ? [fact.payload.alert] : []))
    const ours = raised.filter(({ source }) => source.sender === 'rule:four-metres-at-night')
    // The level is above 4 m from the night of the 17th to the 18th: the rule's hours begin at 22:00 and end at 05:00.
    expect(
      ours.map(({ onsetAtMs, drillId }) => [new Date((onsetAtMs ?? 0) + 7 * 3_600_000).toISOString().slice(0, 16), drillId !== null]),
    ).toEqual([['2020-10-17T22:00', true]])
  } finally {
    station.close()
    await gateway.gateway.close()
  }
})
