import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fact as factSchema, type Fact, type NewFact } from '#shared/contract/fact'
import { noCursors, streams, type Cursors } from '#shared/contract/ids'
import type { EventLog } from '#gateway/log/eventLog'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'

/** One log of the engine under test, that can be closed and opened again, and taken away. */
export type LogUnderTest = {
  /** Opens the log; the same one each time. */
  open(now: () => number): Promise<EventLog>
  remove(): Promise<void>
}

const raised = (): NewFact => buildNewFact('alert.raised', { alert: buildAlert({ id: randomUUID() }) })
const ended = (): NewFact => buildNewFact('drill.ended', { id: 'drill-1', reason: 'finished' })

/** What every engine behind EventLog has to hold to. `make` gives a new, empty log. */
export function eventLogContract(name: string, make: () => Promise<LogUnderTest>): void {
  describe(`event log: ${name}`, () => {
    let under: LogUnderTest
    let log: EventLog
    let nowMs = 1_000

    beforeEach(async () => {
      nowMs = 1_000
      under = await make()
      log = await under.open(() => nowMs)
    })
    afterEach(async () => {
      log.close()
      await under.remove()
    })

    const append = (...facts: NewFact[]): Fact[] => log.write((writer) => writer.append(facts))
    const all = (): Fact[] => log.read(0, 10_000).map(({ fact }) => fact)
    const reopen = async (): Promise<void> => {
      log.close()
      log = await under.open(() => nowMs)
    }
    const failWriting = (...facts: NewFact[]): void => {
      expect(() =>
        log.write((writer) => {
          writer.append(facts)
          writer.answer({ key: 'failed', result: 1 })
          throw new Error('the disk is full')
        }),
      ).toThrow('the disk is full')
    }

    test('is empty at first', () => {
      expect([log.heads(), log.lastPosition(), log.read(0, 10), log.positionOf(noCursors), log.answerFor('none')]).toEqual([
        noCursors,
        0,
        [],
        0,
        undefined,
      ])
    })

    test('numbers each stream by itself, and stamps what it numbers', () => {
      const facts = [raised(), ended(), raised()]
      const appended = append(...facts)
      expect(appended).toEqual(facts.map((fact, index) => ({ ...fact, seq: [1, 1, 2][index], recordedAtMs: 1_000 })))
      expect(appended.every((fact) => factSchema.safeParse(fact).success)).toBe(true)
      expect([log.heads(), all()]).toEqual([{ alerts: 2, readings: 0, room: 1, wall: 0 }, appended])
    })

    test('burns no number for a write that failed', () => {
      append(raised())
      failWriting(raised(), ended(), raised())
      expect(log.heads()).toEqual({ alerts: 1, readings: 0, room: 0, wall: 0 })
      append(raised(), ended())
      expect(all().map(({ stream, seq }) => [stream, seq])).toEqual([
        ['alerts', 1],
        ['alerts', 2],
        ['room', 1],
      ])
    })

    test('shows nothing of a write that failed, and tells nobody', () => {
      let told = 0
      log.follow(() => (told += 1))
      failWriting(raised())
      expect([all(), log.lastPosition(), log.answerFor('failed'), told]).toEqual([[], 0, undefined, 0])
    })

    test('refuses the same fact twice, and is unharmed', () => {
      const fact = raised()
      append(fact)
      expect(() => append(fact)).toThrow()
      expect(append(raised()).map(({ seq }) => seq)).toEqual([2])
    })

    test('is the same log when it is opened again, and goes on where it was', async () => {
      const { epoch } = log
      append(raised(), ended())
      failWriting(raised())
      const before = [log.heads(), log.read(0, 10), log.lastPosition()]
      await reopen()
      expect([log.epoch, log.heads(), log.read(0, 10), log.lastPosition()]).toEqual([epoch, ...before])
      expect(append(raised()).map(({ seq }) => seq)).toEqual([2])
    })

    test('has lost nothing of a stream that was never cut', () => {
      append(raised(), raised())
      expect(log.oldest()).toEqual({ alerts: 1, readings: 1, room: 1, wall: 1 })
    })

    test('takes another epoch when it is told to, keeps its facts and numbers, and tells its followers', async () => {
      const { epoch } = log
      const facts = append(raised(), ended())
      let told = 0
      log.follow(() => (told += 1))
      log.renewEpoch('it was put back')
      const renewed = log.epoch
      expect([renewed === epoch, told, all(), log.heads()]).toEqual([false, 1, facts, { alerts: 1, readings: 0, room: 1, wall: 0 }])
      await reopen()
      expect([log.epoch, append(raised()).map(({ seq }) => seq)]).toEqual([renewed, [2]])
    })

    test('another log is another epoch', async () => {
      const other = await make()
      const otherLog = await other.open(() => 0)
      expect(otherLog.epoch).not.toBe(log.epoch)
      otherLog.close()
      await other.remove()
    })

    test('is read in order from any position, as much as is asked for', () => {
      append(raised(), ended())
      append(raised(), raised())
      const read = log.read(0, 10)
      expect(read.map(({ position }) => position)).toEqual(read.map(({ position }) => position).toSorted((a, b) => a - b))
      expect(log.lastPosition()).toBe(read.at(-1)?.position)
      for (const [index, { position }] of read.entries()) expect(log.read(position, 2)).toEqual(read.slice(index + 1, index + 3))
    })

    test('finds where a reader has to go on: nothing it has not read is before that', () => {
      for (let round = 0; round < 4; round += 1) append(raised(), ended(), ended())
      const heads = log.heads()
      for (let alerts = 0; alerts <= heads.alerts; alerts += 1) {
        for (let room = 0; room <= heads.room; room += 1) {
          const cursors: Cursors = { ...noCursors, alerts, room }
          const position = log.positionOf(cursors)
          const isUnread = (fact: Fact): boolean => fact.seq > cursors[fact.stream]
          const unread = all().filter(isUnread)
          const found = log.read(position, 10_000).map(({ fact }) => fact)
          expect(found.filter(isUnread)).toEqual(unread)
          // And it is not earlier than it has to be: the first fact there is one to send.
          expect(found[0] === undefined ? unread : [found[0]].filter(isUnread)).toHaveLength(found[0] === undefined ? 0 : 1)
        }
      }
    })

    test('keeps the answer to a request under its key, with the facts, also when it is opened again', async () => {
      const answer = { ok: false, failure: { code: 'not-found', message: 'không có', details: { id: 'a' } } }
      log.write((writer) => {
        writer.append([raised()])
        writer.answer({ key: 'key-1', result: answer })
      })
      expect(log.answerFor('key-1')).toEqual({ key: 'key-1', result: answer })
      await reopen()
      expect([log.answerFor('key-1'), log.answerFor('key-2')]).toEqual([{ key: 'key-1', result: answer }, undefined])
    })

    test('sees an answer from within the write that gave it', () => {
      const seen = log.write((writer) => {
        writer.answer({ key: 'key-1', result: 1 })
        return log.answerFor('key-1')
      })
      expect(seen).toEqual({ key: 'key-1', result: 1 })
    })

    test('keeps the first answer: a second one for its key fails the whole write', () => {
      log.write((writer) => writer.answer({ key: 'key-1', result: 1 }))
      expect(() =>
        log.write((writer) => {
          writer.append([raised()])
          writer.answer({ key: 'key-1', result: 2 })
        }),
      ).toThrow()
      expect([log.answerFor('key-1'), all()]).toEqual([{ key: 'key-1', result: 1 }, []])
    })

    test('tells its followers once per write that appended, after it can be read', () => {
      const seen: number[] = []
      const stop = log.follow(() => seen.push(all().length))
      append(raised(), raised())
      log.write((writer) => writer.answer({ key: 'key-1', result: 1 }))
      append(ended())
      stop()
      append(ended())
      expect(seen).toEqual([2, 3])
    })

    test('a follower that fails takes nothing back and keeps nobody else from hearing', () => {
      let told = 0
      log.follow(() => {
        throw new Error('a broken follower')
      })
      log.follow(() => (told += 1))
      const written = append(raised())
      expect([written.length, all().length, log.heads().alerts, told]).toEqual([1, 1, 1, 1])
      expect(append(raised()).map(({ seq }) => seq)).toEqual([2])
    })

    test('gives what was written back whole, whatever characters and numbers it holds', () => {
      const alert = buildAlert({ id: '🚨 Đông Hà', place: { lonDeg: 0.1 + 0.2, latDeg: -0.000_000_1 }, expiresAtMs: -8.64e15 })
      const [written] = append(buildNewFact('alert.raised', { alert }, { atMs: 1.5, causedBy: '"\'\\' }))
      expect(all()).toEqual([written])
    })

    test('has no gap and no doubled number after any mixture of writes, failures and restarts', async () => {
      let expected = { ...noCursors }
      for (let round = 0; round < 30; round += 1) {
        const facts = Array.from({ length: round % 4 }, (_, index) => ((round + index) % 3 === 0 ? ended() : raised()))
        if (round % 5 === 2) failWriting(...facts)
        else {
          append(...facts)
          for (const fact of facts) expected = { ...expected, [fact.stream]: expected[fact.stream] + 1 }
        }
        if (round % 7 === 3) await reopen()
        expect(log.heads()).toEqual(expected)
      }
      for (const stream of streams) {
        const seqs = all().flatMap((fact) => (fact.stream === stream ? [fact.seq] : []))
        expect(seqs).toEqual(Array.from({ length: expected[stream] }, (_, index) => index + 1))
      }
    })
  })
}
