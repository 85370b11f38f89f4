import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decide } from '#gateway/authority'
import { parseScenario } from '#gateway/connectors/scenario/scenarioFile'
import { timelineOf } from '#gateway/connectors/scenario/timeline'
import { createRoomModel } from '#gateway/roomModel'
import { cuesOfFacts } from '#gateway/wallCues'
import type { Fact } from '#shared/contract/fact'
import { countFigures } from '#shared/domain/alertFigures'
import { groupAlerts, matters } from '#shared/domain/alertGroups'
import { isInQueue } from '#shared/domain/alertLifecycle'
import { buildFact } from '#test/builders/factBuilder'
import { alertFloodScenario } from '../../tools/scenarios/alertFlood.mjs'

const file = 'resources/scenarios/alert-flood-exercise.jsonl'
const expected = JSON.parse(readFileSync('resources/scenarios/alert-flood-exercise.figures.json', 'utf8')) as Record<string, unknown>

/** The exercise from its file through the authority, at once: every fact, and the queue at its end. */
function played() {
  const parsed = parseScenario(readFileSync(file, 'utf8'), file)
  if (!parsed.ok) throw new Error(parsed.failure.message)
  const scenario = parsed.value
  const drill = {
    id: `${scenario.id}:1`,
    title: scenario.title,
    simulatedFromMs: scenario.startsAt,
    simulatedUntilMs: scenario.endsAt,
    startedAtMs: 1,
    speed: 20,
  }
  const model = createRoomModel()
  const facts: Fact[] = []
  const observe = (event: Parameters<typeof decide>[1], atMs: number): void => {
    const decision = decide(model, event, { newId: () => crypto.randomUUID(), nowMs: atMs, gauges: new Map() })
    if (!decision.ok) throw new Error(decision.failure.message)
    for (const made of decision.value.facts) {
      const fact = { ...made, seq: facts.length + 1, recordedAtMs: atMs } as Fact
      model.apply(fact)
      facts.push(fact)
    }
  }
  observe({ kind: 'drill-started', drill }, 1)
  for (const { atMs, observe: seen } of timelineOf(scenario, drill.id)) observe(seen(atMs), atMs)
  return { drill, facts, queue: [...model.alerts.values()].filter(isInQueue) }
}

test('the file is what its script makes', () => {
  expect(readFileSync(file, 'utf8')).toBe(alertFloodScenario())
})

test('the figures of the exercise are those that were counted by hand', () => {
  const { drill, facts } = played()
  const counter = countFigures({
    fromMs: drill.simulatedFromMs,
    untilMs: drill.simulatedUntilMs,
    operators: 1,
    drill: { id: drill.id, startedAtMs: drill.startedAtMs },
  })
  for (const fact of facts) counter.add(fact)
  const { figures, name, timeText } = { figures: counter.figures(), name: keyOf, timeText: cityTime }
  const [flood] = figures.floods
  expect({
    about: expected['about'],
    alerts: figures.alerts,
    enteredBy: name(flood!.first),
    enteredAt: timeText(flood!.fromMs),
    lastAlert: name(flood!.last),
    leftAt: timeText(flood!.untilMs!),
    floodMs: figures.floodMs,
    peak: flood!.peak,
    peakPeriod: { start: timeText(figures.peak!.startMs), alerts: figures.peak!.alerts },
    periodsAboveTen: figures.periodsAboveTen,
    priorities: figures.priorities,
    fleeting: figures.fleeting,
    chattering: figures.chattering.map(({ sender }) => sender).toSorted(),
    topTen: figures.topTen.map(({ alerts }) => alerts),
    topTenShare: figures.topTenShare,
    standing: figures.standing.count,
    acknowledged: figures.acknowledged.count,
    waiting: figures.acknowledged.waiting,
    matters: expected['matters'],
  }).toEqual(expected)
  expect(figures.floods).toHaveLength(1)
})

test('the twelve that matter head twelve lines, and everything else stands under something that explains it', () => {
  const groups = groupAlerts(played().queue, undefined)
  const grave = groups.filter(matters)
  expect(grave.map(({ head }) => keyOf(head.alert.id)).toSorted()).toEqual(expected['matters'])
  expect(groups.reduce((sum, { folded }) => sum + folded.length + 1, 0)).toBe(1_200)
  expect(groups.length).toBeLessThanOrEqual(40)
})

test('the wall changes once in the whole flood: for the first alert that its rule asks for', () => {
  const { drill, facts } = played()
  const model = createRoomModel()
  const wallCity = { viewpointIds: ['one'], localAt: () => ({ hour: 19, minute: 0, weekday: 1 }) }
  const surface = { surface: 1, present: true, label: '', boundsPx: { x: 0, y: 0, width: 1920, height: 1080 }, boundsMm: null }
  const rule = {
    id: 'alert-in-city',
    name: { vi: 'Cảnh báo nguy cấp', en: 'Critical alert' },
    enabled: true,
    when: { severityAtLeast: 'critical' as const, categories: [] },
    show: { what: 'alert-in-city' as const },
    priority: 50,
    holdS: 60,
    dwellS: null,
    quiet: null,
  }
  model.apply(buildFact('drill.started', { drill }, { drill: true }))
  model.apply(buildFact('wall.drawn', { drawing: { id: 'station-1', name: 'Tường', viewingDistanceM: null, surfaces: [surface] } }))
  model.apply(buildFact('wall-rules.saved', { rules: [rule] }))
  const changes = facts.flatMap((fact) => {
    model.apply(fact)
    const cues = cuesOfFacts(model, [fact], { newId: () => crypto.randomUUID(), nowMs: fact.recordedAtMs, wallCity })
    for (const cue of cues) model.apply({ ...cue, seq: 1, recordedAtMs: fact.recordedAtMs } as Fact)
    return cues
  })
  expect(changes.map(({ type, causedBy }) => [type, facts.find(({ id }) => id === causedBy)?.atMs])).toEqual([
    ['wall.shown', Date.parse('2026-06-15T19:00:02.500+07:00')],
  ])
})

const keyOf = (id: string): string => id.replace(/-\d+$/, '')
const cityTime = (timeMs: number): string => `${new Date(timeMs + 7 * 3_600_000).toISOString().slice(0, -1)}+07:00`
