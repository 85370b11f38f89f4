import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { NewFact } from '#shared/contract/fact'
import type { Timers } from '#shared/timers'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { openSqliteLog } from '../log/sqliteLog'
import type { EventLog } from '../log/eventLog'
import type { LogKeeping } from '../log/logKeeping'
import { restoreModel } from './restoreModel'
import { keepSnapshots, type SnapshotKeeper } from './snapshotKeeper'
import { modelHash } from './snapshotParts'

let folder: string
let log: EventLog
let keeping: LogKeeping
let waiting: (() => void)[]
let troubles: unknown[]

const file = (): string => join(folder, 'log.sqlite')
function open(): void {
  const opened = openSqliteLog({ file: file(), now: () => 1 })
  if (!opened.ok) throw new Error(opened.detail)
  ;({ log, keeping } = opened)
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshots-'))
  waiting = []
  troubles = []
  open()
})
afterEach(() => {
  log.close()
  rmSync(folder, { recursive: true, force: true })
})

const timers: Timers = {
  after(_delayMs, work) {
    waiting.push(work)
    return () => void (waiting = waiting.filter((each) => each !== work))
  },
  every: () => () => undefined,
}
function rest(): number {
  let slices = 0
  for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) {
    work()
    slices += 1
  }
  return slices
}
function keeper(everyFacts = 10, model = restoreModel(log, keeping.snapshots)): SnapshotKeeper {
  return keepSnapshots({
    log,
    snapshots: keeping.snapshots,
    model: () => model.model,
    now: () => 1,
    timers,
    onTrouble: (error) => troubles.push(error),
    unusable: model.ignored.map(({ position }) => position),
    everyFacts,
  })
}
/** Appends and applies, as the commit queue does. */
function append(model: ReturnType<typeof restoreModel>['model'], facts: NewFact[]): void {
  for (const fact of log.write((writer) => writer.append(facts))) model.apply(fact)
}
const raised = (id: string, identifier = id): NewFact =>
  buildNewFact('alert.raised', { alert: buildAlert({ id, source: { ...buildAlert().source, key: `sender,${identifier}`, identifier } }) })
const updated = (id: string, identifier: string): NewFact => ({ ...raised(id, identifier), type: 'alert.updated' }) as NewFact
const reading = (atMs: number, drillId: string | null): NewFact =>
  buildNewFact('reading.recorded', {
    reading: { gaugeId: 'dong-ha', valueM: atMs, observedAtMs: atMs, basis: 'observed', source: '', peak: false, drillId },
  })
/** Changes a part of a finished snapshot, as a failing disk would. */
function damage(position: number): void {
  const [first = ''] = [...keeping.snapshots.parts(position)]
  keeping.snapshots.putPart(position, 0, first.replace('alert-', 'alarm-').replace('medium', 'low'))
}

test('is taken when enough facts have come, in slices, and the next start reads only what is behind it', () => {
  const { model } = restoreModel(log)
  const keep = keepSnapshots({
    log,
    snapshots: keeping.snapshots,
    model: () => model,
    now: () => 1,
    timers,
    onTrouble: (error) => troubles.push(error),
    unusable: [],
    everyFacts: 450,
  })
  append(
    model,
    Array.from({ length: 449 }, (_, index) => raised(`a${index}`)),
  )
  keep.consider()
  expect(waiting.length).toBe(0)
  append(model, [raised('b')])
  keep.consider()
  // What comes while it is written is not in it, and is not lost.
  append(model, [raised('late')])
  expect(rest()).toBeGreaterThan(4)
  expect(keeping.snapshots.positions()).toEqual([450])
  let read = 0
  const counting: EventLog = {
    ...log,
    read: (after, limit) => {
      const facts = log.read(after, limit)
      read += facts.length
      return facts
    },
  }
  const restored = restoreModel(counting, keeping.snapshots)
  expect([restored.snapshotPosition, restored.ignored, read, modelHash(restored.model) === modelHash(model)]).toEqual([450, [], 1, true])
  expect([...restored.model.alerts.keys()]).toEqual([...model.alerts.keys()])
})

test('two are kept, and the older one is what may be relied on', () => {
  const { model } = restoreModel(log)
  const keep = keeper(1, { model, snapshotPosition: 0, ignored: [] })
  const seen: number[][] = []
  for (const id of ['a', 'b', 'c']) {
    append(model, [raised(id)])
    keep.takeSoon()
    rest()
    seen.push([...keeping.snapshots.positions(), keep.safeThrough()])
  }
  expect(seen).toEqual([
    [1, 1],
    [2, 1, 1],
    [3, 2, 2],
  ])
})

test('one that is damaged is passed over and named; the one before serves, and without any the whole log is folded', () => {
  const { model } = restoreModel(log)
  const keep = keeper(1, { model, snapshotPosition: 0, ignored: [] })
  for (const id of ['a', 'b', 'c']) {
    append(model, [raised(id)])
    keep.takeSoon()
    rest()
  }
  damage(3)
  const second = restoreModel(log, keeping.snapshots)
  expect([second.snapshotPosition, second.ignored.map(({ position }) => position), modelHash(second.model)]).toEqual([
    2,
    [3],
    modelHash(model),
  ])
  damage(2)
  const whole = restoreModel(log, keeping.snapshots)
  expect([whole.snapshotPosition, whole.ignored.map(({ position }) => position), modelHash(whole.model)]).toEqual([
    0,
    [3, 2],
    modelHash(model),
  ])
  expect(keeper(1, whole).safeThrough()).toBe(0)
})

test('one that was not finished is none, and goes with the next', () => {
  keeping.snapshots.putPart(1, 0, '{"kind":"alerts","states":[]}')
  const { model } = restoreModel(log)
  append(model, [raised('a'), raised('b')])
  expect(restoreModel(log, keeping.snapshots).ignored).toEqual([])
  keeper(1, { model, snapshotPosition: 0, ignored: [] }).consider()
  rest()
  expect([keeping.snapshots.positions(), [...keeping.snapshots.parts(1)]]).toEqual([[2], []])
})

test('at the end one is taken at once when the tail is long, and not for a handful', () => {
  const { model } = restoreModel(log)
  append(model, [raised('a')])
  keeper(100_000, { model, snapshotPosition: 0, ignored: [] }).close()
  expect(keeping.snapshots.positions()).toEqual([])
  append(
    model,
    Array.from({ length: 600 }, (_, index) => raised(`b${index}`)),
  )
  const keep = keeper(1, { model, snapshotPosition: 0, ignored: [] })
  keep.consider()
  keep.close()
  expect([keeping.snapshots.positions(), waiting.length]).toEqual([[601], 0])
})

test('trouble is told, costs nobody anything, and it is tried again later', () => {
  const { model } = restoreModel(log)
  let full = true
  const keep = keepSnapshots({
    log,
    snapshots: {
      ...keeping.snapshots,
      putPart(position, part, body) {
        if (full) throw new Error('the disk is full')
        keeping.snapshots.putPart(position, part, body)
      },
    },
    model: () => model,
    now: () => 1,
    timers,
    onTrouble: (error) => troubles.push(error),
    unusable: [],
    everyFacts: 1,
  })
  append(model, [raised('a')])
  keep.consider()
  rest()
  expect([troubles, keeping.snapshots.positions()]).toEqual([[new Error('the disk is full')], []])
  full = false
  keep.consider()
  expect(waiting.length).toBe(0)
  append(model, [updated('a', 'b')])
  keep.consider()
  rest()
  expect(keeping.snapshots.positions()).toEqual([2])
})

const id = fc.constantFrom('a', 'b', 'c')
const change = fc.oneof(
  fc.tuple(id, fc.nat(5)).map(([of, message]) => raised(of, `m${message}`)),
  fc.tuple(id, fc.nat(5)).map(([of, message]) => updated(of, `m${message}`)),
  id.map((of) => buildNewFact('alert.cleared', { id: of, reason: 'expired' })),
  id.map((of) => buildNewFact('alert.acknowledged', { id: of, note: '' })),
  fc.tuple(fc.nat(9), fc.constantFrom(null, 'drill')).map(([atMs, drillId]) => reading(atMs, drillId)),
  fc.constant(null).map(() =>
    buildNewFact('drill.started', {
      drill: { id: 'drill', title: { vi: '', en: '' }, simulatedFromMs: 0, simulatedUntilMs: 1, startedAtMs: 0, speed: 1 },
    }),
  ),
  fc.constant(null).map(() => buildNewFact('drill.ended', { id: 'drill', reason: 'finished' })),
)

test('property: a snapshot taken anywhere and the facts behind it are the same model as the whole fold', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 25 }), fc.nat(25), (facts, cut) => {
      rmSync(folder, { recursive: true, force: true })
      log.close()
      open()
      // Each fact is new, whatever fast-check repeats while it looks for the smallest case.
      const fresh = facts.map((fact) => ({ ...fact, id: crypto.randomUUID() }))
      const { model } = restoreModel(log)
      append(model, fresh.slice(0, cut))
      keeper(1, { model, snapshotPosition: 0, ignored: [] }).takeSoon()
      append(model, fresh.slice(cut))
      rest()
      const restored = restoreModel(log, keeping.snapshots)
      expect(restored.snapshotPosition).toBe(Math.min(cut, facts.length))
      expect(modelHash(restored.model)).toBe(modelHash(restoreModel(log).model))
      expect(modelHash(restored.model)).toBe(modelHash(model))
    }),
    { numRuns: 40 },
  )
})
