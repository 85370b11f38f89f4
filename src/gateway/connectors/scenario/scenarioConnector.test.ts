import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Alert } from '#shared/contract/alert'
import { gaugesFile } from '#shared/contract/city'
import { reading as readingSchema, type Reading } from '#shared/contract/reading'
import { fail, succeed, type Result } from '#shared/contract/result'
import { readingSentence } from '#shared/domain/floodBulletin'
import { decideOnReading } from '#shared/domain/floodRule'
import type { Accepted, Observation } from '../connector'
import type { ScenarioClock } from './scenarioClock'
import { createScenarioConnector } from './scenarioConnector'

const flood = 'resources/scenarios/hieu-river-flood-2020-10.jsonl'
const [gauge] = gaugesFile.parse(JSON.parse(readFileSync('resources/city/dong-ha/gauges.json', 'utf8'))).gauges
const startedAtMs = Date.parse('2026-01-05T08:00:00+07:00')

/** A clock that jumps to whatever is waited for. */
function jumpingClock(): ScenarioClock {
  let nowMs = startedAtMs
  return {
    now: () => nowMs,
    async until(atMs, signal) {
      if (!signal.aborted) nowMs = Math.max(nowMs, atMs)
    },
  }
}

type Room = { offered: { observation: Observation; atMs: number }[]; failed: string[]; over: Promise<void> }
const taken: Result<Accepted> = succeed({ facts: 1, duplicate: false, alertId: null })

/** A room that keeps what it is offered; `over` resolves with the end of a drill or a failure. */
function roomOn(clock: ScenarioClock, answer: (observation: Observation) => Promise<Result<Accepted>> = () => Promise.resolve(taken)) {
  let end = (): void => undefined
  const made: Room = { offered: [], failed: [], over: new Promise((resolve) => (end = resolve)) }
  const context = {
    now: clock.now,
    async offer(observation: Observation) {
      made.offered.push({ observation, atMs: clock.now() })
      const result = await answer(observation)
      if (observation.kind === 'drill-ended') end()
      return result
    },
    reject: () => undefined,
    fail(reason: string) {
      made.failed.push(reason)
      end()
    },
  }
  return { made, context }
}
const readingsOf = (room: Room): Reading[] =>
  room.offered.flatMap(({ observation }) => (observation.kind === 'reading' ? [observation.reading] : []))

describe('the flood of October 2020', () => {
  async function played(speed = 600): Promise<Room> {
    const clock = jumpingClock()
    const { made, context } = roomOn(clock)
    await createScenarioConnector({ file: flood, speed, clock }).start(context)
    await made.over
    return made
  }

  it('plays as one drill from its first bulletin to its last', async () => {
    const room = await played()
    const [first, last] = [room.offered[0], room.offered.at(-1)]
    const id = `hieu-river-flood-2020-10:${startedAtMs}`
    expect(first?.observation).toEqual({
      kind: 'drill-started',
      drill: {
        id,
        title: { vi: 'Lũ sông Hiếu 16–19/10/2020', en: 'Hiếu River flood, 16–19 October 2020' },
        simulatedFromMs: Date.parse('2020-10-16T11:00:00+07:00'),
        simulatedUntilMs: Date.parse('2020-10-19T01:00:00+07:00'),
        startedAtMs,
        speed: 600,
      },
    })
    // 62 hours at 600 times the speed are 372 seconds.
    expect(last?.observation).toEqual({ kind: 'drill-ended', id, reason: 'finished', atMs: startedAtMs + 372_000 })
    for (const reading of readingsOf(room)) {
      expect(readingSchema.parse(reading)).toEqual(reading)
      expect(reading.drillId).toBe(id)
    }
  })

  it('offers every reading at its time on the clock of the drill', async () => {
    const room = await played()
    const fromMs = Date.parse('2020-10-16T11:00:00+07:00')
    for (const { observation, atMs } of room.offered) {
      if (observation.kind !== 'reading' || observation.reading.basis === 'forecast') continue
      expect(atMs).toBeCloseTo(startedAtMs + (observation.reading.observedAtMs - fromMs) / 600, 3)
    }
    // 372 ten-minute marks after the first, all taken: every bulletin stands on one.
    expect(readingsOf(room).filter((reading) => reading.basis !== 'forecast')).toHaveLength(373)
  })

  it.each([
    ['2020-10-16T11:00:00+07:00', 'observed', '1,64 m, dưới BĐ1 0,36 m', '1.64 m, 0.36 m below alarm level 1'],
    ['2020-10-16T23:00:00+07:00', 'forecast', '3,70 m, dưới BĐ3 0,30 m', '3.70 m, 0.30 m below alarm level 3'],
    ['2020-10-17T23:00:00+07:00', 'observed', '5,16 m, trên BĐ3 1,16 m', '5.16 m, 1.16 m above alarm level 3'],
    [
      '2020-10-18T03:30:00+07:00',
      'observed',
      '5,36 m, trên BĐ3 1,36 m; đỉnh; cao hơn đỉnh 08/10/2020 0,67 m',
      '5.36 m, 1.36 m above alarm level 3; peak; 0.67 m above the peak of 2020-10-08',
    ],
    ['2020-10-18T07:00:00+07:00', 'observed', '5,17 m, trên BĐ3 1,17 m', '5.17 m, 1.17 m above alarm level 3'],
    ['2020-10-19T01:00:00+07:00', 'observed', '2,94 m, dưới BĐ2 0,06 m', '2.94 m, 0.06 m below alarm level 2'],
  ])('says at %s (%s): %s', async (at, basis, vi, en) => {
    const found = readingsOf(await played()).filter((reading) => reading.observedAtMs === Date.parse(at) && reading.basis === basis)
    expect(found.map((reading) => readingSentence(gauge!, reading))).toEqual([{ vi, en }])
  })

  it('raises, updates and never loses the one alert of the flood, with the sentence of each bulletin', async () => {
    const course: [string, string, string, string][] = []
    let open: Alert | undefined
    const ids = new Set<string>()
    for (const reading of readingsOf(await played())) {
      const decision = decideOnReading({ gauge: gauge!, reading, open, receivedAtMs: startedAtMs })
      if (decision.kind === 'clear') throw new Error('the flood was not over')
      if (decision.kind === 'none') continue
      open = decision.alert
      ids.add(open.id)
      const at = new Date(reading.observedAtMs + 7 * 3_600_000).toISOString().slice(8, 16)
      course.push([
        at,
        decision.kind,
        `${open.severity} ${open.measure!.basis}`,
        open.texts[0]!.headline.replace('Lũ sông Hiếu tại Đông Hà: ', ''),
      ])
    }
    expect(course).toEqual([
      ['16T14:40', 'raise', 'medium interpolated', '2,00 m, ở mức BĐ1'],
      ['17T01:00', 'update', 'high interpolated', '3,01 m, trên BĐ2 0,01 m'],
      ['17T11:10', 'update', 'critical interpolated', '4,00 m, ở mức BĐ3'],
      ['17T21:20', 'update', 'critical interpolated', '5,00 m, trên BĐ3 1,00 m'],
      ['17T23:00', 'update', 'critical observed', '5,16 m, trên BĐ3 1,16 m'],
      ['18T03:30', 'update', 'critical observed', '5,36 m, trên BĐ3 1,36 m; đỉnh; cao hơn đỉnh 08/10/2020 0,67 m'],
      ['18T07:00', 'update', 'critical observed', '5,17 m, trên BĐ3 1,17 m'],
      ['18T08:30', 'update', 'critical interpolated', '4,98 m, trên BĐ3 0,98 m'],
      ['18T16:30', 'update', 'high interpolated', '3,99 m, dưới BĐ3 0,01 m'],
      ['19T00:40', 'update', 'medium interpolated', '2,98 m, dưới BĐ2 0,02 m'],
      ['19T01:00', 'update', 'medium observed', '2,94 m, dưới BĐ2 0,06 m'],
    ])
    expect(ids.size).toBe(1)
  })

  it('skips nothing at any speed', async () => {
    const slow = readingsOf(await played(1))
    expect(readingsOf(await played(1_000_000))).toEqual(slow)
  })
})

describe('createScenarioConnector', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'scenario-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('waits for the room: the next reading is offered when the one before is written down', async () => {
    let waiting = 0
    let most = 0
    const { made, context } = roomOn(jumpingClock(), async () => {
      waiting += 1
      most = Math.max(most, waiting)
      await new Promise(setImmediate)
      waiting -= 1
      return taken
    })
    await createScenarioConnector({ file: flood, speed: 1_000_000, clock: jumpingClock() }).start(context)
    await made.over
    expect([most, made.offered.length]).toEqual([1, 377])
  })

  it('ends the drill as stopped when it is stopped, and can be started again as another drill', async () => {
    let nowMs = startedAtMs
    let reached = (): void => undefined
    const waits = new Promise<void>((resolve) => (reached = resolve))
    // The first reading is due at once; the clock then stands until it is stopped.
    const clock: ScenarioClock = {
      now: () => nowMs,
      until: (atMs, signal) =>
        atMs <= nowMs || signal.aborted
          ? Promise.resolve()
          : new Promise((resolve) => {
              signal.addEventListener('abort', () => resolve())
              reached()
            }),
    }
    const connector = createScenarioConnector({ file: flood, speed: 1, clock })
    const { made, context } = roomOn(clock)
    await connector.start(context)
    await waits
    await connector.stop()
    expect(made.offered.map(({ observation }) => observation.kind)).toEqual(['drill-started', 'reading', 'reading', 'drill-ended'])
    expect(made.offered.at(-1)?.observation).toMatchObject({ reason: 'stopped', atMs: startedAtMs })

    nowMs += 1_000
    await connector.start(context)
    await connector.stop()
    const started = made.offered.flatMap(({ observation }) => (observation.kind === 'drill-started' ? [observation.drill.id] : []))
    const ended = made.offered.flatMap(({ observation }) => (observation.kind === 'drill-ended' ? [observation.id] : []))
    expect(new Set(started).size).toBe(2)
    expect(ended).toEqual(started)
  })

  it('stops quietly after it has finished, and when it never began', async () => {
    const connector = createScenarioConnector({ file: flood, speed: 600, clock: jumpingClock() })
    await connector.stop()
    const { made, context } = roomOn(jumpingClock())
    await connector.start(context)
    await made.over
    const offered = made.offered.length
    await connector.stop()
    expect(made.offered).toHaveLength(offered)
  })

  it('says what is wrong with a file, and offers nothing', async () => {
    const file = join(folder, 'broken.jsonl')
    writeFileSync(file, '{"kind":"scenario"}\n')
    const { made, context } = roomOn(jumpingClock())
    await createScenarioConnector({ file, speed: 1, clock: jumpingClock() }).start(context)
    expect(made.failed).toEqual([expect.stringContaining(`${file}, line 1: schema`)])
    expect(made.offered).toEqual([])
  })

  it('fails aloud when the room refuses the drill or can write nothing down', async () => {
    const refusing = roomOn(jumpingClock(), () => Promise.resolve(fail('invalid', 'no drill now')))
    await createScenarioConnector({ file: flood, speed: 1, clock: jumpingClock() }).start(refusing.context)
    await refusing.made.over
    expect([refusing.made.failed, refusing.made.offered.length]).toEqual([['the scenario hieu-river-flood-2020-10 ended: no drill now'], 1])

    const broken = roomOn(jumpingClock(), (observation) =>
      observation.kind === 'reading' ? Promise.reject(new Error('disk full')) : Promise.resolve(taken),
    )
    await createScenarioConnector({ file: flood, speed: 1, clock: jumpingClock() }).start(broken.context)
    await broken.made.over
    expect(broken.made.failed).toEqual(['the scenario hieu-river-flood-2020-10 ended: disk full'])
  })
})
