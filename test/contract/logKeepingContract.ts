import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fact, NewFact } from '#shared/contract/fact'
import { streams, type Cursors } from '#shared/contract/ids'
import type { Reading } from '#shared/contract/reading'
import { rollUp } from '#shared/domain/readingRollUp'
import type { EventLog } from '#gateway/log/eventLog'
import type { LogKeeping, Removable } from '#gateway/log/logKeeping'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'

/** One log whose oldest facts can be removed, that can be closed and opened again, and taken away. */
export type KeepingUnderTest = {
  open(now: () => number): { log: EventLog; keeping: LogKeeping }
  remove(): void
}

const everything: Omit<Removable, 'stream'> = {
  beforeMs: Infinity,
  throughSeq: Infinity,
  throughPosition: Infinity,
  leastKept: 1,
}
const readingOf = (valueM: number, changes: Partial<Reading> = {}): Reading => ({
  gaugeId: 'dong-ha',
  valueM,
  observedAtMs: valueM * 60_000,
  basis: 'observed',
  source: 'bản tin',
  peak: false,
  drillId: null,
  ...changes,
})

/** What a log has to hold to whose oldest facts go: no number, no cursor and no order suffers from it. */
export function logKeepingContract(name: string, make: () => KeepingUnderTest): void {
  describe(`keeping of a log: ${name}`, () => {
    let under: KeepingUnderTest
    let log: EventLog
    let keeping: LogKeeping
    let nowMs = 1_000

    beforeEach(() => {
      nowMs = 1_000
      under = make()
      ;({ log, keeping } = under.open(() => nowMs))
    })
    afterEach(() => {
      log.close()
      under.remove()
    })

    const append = (...facts: NewFact[]): Fact[] => log.write((writer) => writer.append(facts))
    const readings = (count: number): Fact[] =>
      append(...Array.from({ length: count }, (_, index) => buildNewFact('reading.recorded', { reading: readingOf(index) })))
    const raised = (): NewFact => buildNewFact('alert.raised', { alert: buildAlert() })
    const all = (): Fact[] => log.read(0, 100_000).map(({ fact }) => fact)
    const seqs = (): number[] => all().flatMap((fact) => (fact.stream === 'readings' ? [fact.seq] : []))
    const reopen = (): void => {
      log.close()
      ;({ log, keeping } = under.open(() => nowMs))
    }

    test('removes the beginning of one stream, so much at a time, and says where it begins now', () => {
      readings(6)
      append(raised())
      expect([keeping.remove({ ...everything, stream: 'readings' }, 2), seqs(), log.oldest()]).toEqual([
        2,
        [3, 4, 5, 6],
        { alerts: 1, readings: 3, room: 1, wall: 1 },
      ])
      expect([
        keeping.remove({ ...everything, stream: 'readings' }, 100),
        keeping.remove({ ...everything, stream: 'readings' }, 100),
      ]).toEqual([3, 0])
      expect(all().map(({ stream, seq }) => `${stream} ${seq}`)).toEqual(['readings 6', 'alerts 1'])
    })

    test('keeps what is young, what is behind a position, what a reader has not read, and the newest', () => {
      readings(2)
      nowMs = 2_000
      readings(3)
      const remove = (what: Partial<Removable>): number => keeping.remove({ ...everything, stream: 'readings', ...what }, 100)
      expect([remove({ beforeMs: 1_000 }), remove({ throughPosition: 0 }), remove({ throughSeq: 0 }), remove({ leastKept: 5 })]).toEqual([
        0, 0, 0, 0,
      ])
      expect([remove({ throughSeq: 1 }), seqs()]).toEqual([1, [2, 3, 4, 5]])
      expect([remove({ beforeMs: 2_000 }), seqs()]).toEqual([1, [3, 4, 5]])
      expect([remove({ leastKept: 2 }), seqs()]).toEqual([1, [4, 5]])
      expect([remove({ leastKept: 0 }), seqs()]).toEqual([1, [5]])
    })

    test('numbers go on behind what was removed, also when it is opened again', () => {
      readings(3)
      keeping.remove({ ...everything, stream: 'readings' }, 100)
      const position = log.lastPosition()
      reopen()
      expect([log.heads().readings, log.oldest().readings, log.lastPosition()]).toEqual([3, 3, position])
      expect(readings(1).map(({ seq }) => seq)).toEqual([4])
      expect(log.lastPosition()).toBeGreaterThan(position)
    })

    test('rolls up each reading once, in slices, and what is removed stays rolled up', () => {
      const values = [3, 1, 4, 1, 5, 9, 2, 6]
      append(...values.map((value) => buildNewFact('reading.recorded', { reading: readingOf(value, { observedAtMs: value * 30_000 }) })))
      append(buildNewFact('reading.recorded', { reading: readingOf(99, { basis: 'forecast' }) }))
      expect([keeping.rollUpNext(4), keeping.rolledUpThrough()]).toEqual([true, 4])
      reopen()
      while (keeping.rollUpNext(4));
      expect([keeping.rolledUpThrough(), keeping.rollUpNext(4)]).toEqual([9, false])
      const expected = rollUp(values.map((value) => readingOf(value, { observedAtMs: value * 30_000 })))
      keeping.remove({ ...everything, stream: 'readings' }, 100)
      for (const period of ['minute', 'hour', 'day'] as const)
        expect(keeping.rollUps('dong-ha', period)).toEqual(
          expected.filter((one) => one.period === period).toSorted((a, b) => a.startMs - b.startMs),
        )
    })

    test('remembers the identities it had, and why each was given up', () => {
      append(raised())
      const { epoch } = log
      nowMs = 7_000
      log.renewEpoch('it was put back')
      expect(keeping.formerEpochs()).toEqual([{ epoch, endedAtMs: 7_000, lastPosition: 1, why: 'it was put back' }])
    })

    test('a snapshot is one when it is finished, not before; older ones go in slices', () => {
      const { snapshots } = keeping
      for (const position of [1, 2, 3]) {
        for (const part of [0, 1]) snapshots.putPart(position, part, `${position}.${part}`)
        if (position < 3) snapshots.finish(position, 2, `hash ${position}`, 5)
      }
      expect([snapshots.positions(), snapshots.hashOf(2), snapshots.hashOf(3)]).toEqual([[2, 1], 'hash 2', undefined])
      snapshots.putPart(3, 0, 'again')
      snapshots.finish(3, 1, 'hash 3', 6)
      expect([snapshots.positions(), [...snapshots.parts(3)]]).toEqual([[3, 2, 1], ['again']])
      expect([snapshots.removeOthers([3], 3), snapshots.positions(), snapshots.removeOthers([3], 3)]).toEqual([true, [3], false])
      expect([1, 2, 3].map((position) => [...snapshots.parts(position)])).toEqual([[], [], ['again']])
    })

    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), alerts: fc.nat(3), readings: fc.nat(5) }),
      fc.record({ kind: fc.constant('remove' as const), stream: fc.constantFrom(...streams), limit: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    )

    test('property: whatever is appended and removed, every cursor that is not too old finds exactly what it has not read', () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
          const fresh = make()
          let at = fresh.open(() => 1)
          const appended: Fact[] = []
          for (const one of steps) {
            if (one.kind === 'append') {
              const facts = [
                ...Array.from({ length: one.alerts }, raised),
                ...Array.from({ length: one.readings }, () => buildNewFact('reading.recorded', { reading: readingOf(1) })),
              ]
              appended.push(...at.log.write((writer) => writer.append(facts)))
            } else if (one.kind === 'remove') at.keeping.remove({ ...everything, stream: one.stream }, one.limit)
            else {
              at.log.close()
              at = fresh.open(() => 1)
            }
          }
          const heads = at.log.heads()
          const oldest = at.log.oldest()
          for (let alerts = oldest.alerts - 1; alerts <= heads.alerts; alerts += 1) {
            for (let readings = oldest.readings - 1; readings <= heads.readings; readings += 1) {
              const cursors: Cursors = { alerts, readings, room: 0, wall: 0 }
              const isUnread = (fact: Fact): boolean => fact.seq > cursors[fact.stream]
              const found = at.log.read(at.log.positionOf(cursors), 100_000).map(({ fact }) => fact)
              expect(found.filter(isUnread)).toEqual(appended.filter(isUnread))
            }
          }
          at.log.close()
          fresh.remove()
        }),
        { numRuns: 25 },
      )
    })
  })
}
