import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlertState } from '#shared/contract/alert'
import type { Fact, NewFact } from '#shared/contract/fact'
import { protocolVersion, type Page, type SnapshotPiece, type Welcome } from '#shared/contract/feed'
import { noCursors, streams, type Cursors } from '#shared/contract/ids'
import type { RoomState } from '#shared/contract/roomState'
import { alertIdOf, applyAlertFact, isInQueue } from '#shared/domain/alertLifecycle'
import { applyRoomFact, emptyRoom } from '#shared/domain/roomFold'
import { createGatewayCore } from '#gateway/core'
import type { EventLog } from '#gateway/log/eventLog'
import type { LogKeeping } from '#gateway/log/logKeeping'
import { openSqliteLog } from '#gateway/log/sqliteLog'
import type { RoomModel } from '#gateway/roomModel'
import type { StationSocket } from '#gateway/session'
import { keepSnapshots } from '#gateway/snapshot/snapshotKeeper'
import { buildAlert } from '#test/builders/alertBuilder'
import { buildNewFact } from '#test/builders/factBuilder'
import { testFolder } from '#test/builders/folderBuilder'

// Whatever was removed of a log, and wherever a station stands: it ends with the state that the whole log folds to.

/** What a station holds: its position and the fold of all it was given. */
type Reader = { epoch: string | null; cursors: Cursors; alerts: Map<string, AlertState>; room: RoomState; mode: Welcome['mode'] | null }

const newReader = (): Reader => ({ epoch: null, cursors: noCursors, alerts: new Map(), room: emptyRoom, mode: null })

/** A socket that takes and acknowledges everything at once, and refuses what a station must refuse. */
function socketOf(reader: Reader): StationSocket {
  const pieces: AlertState[] = []
  return {
    on: () => undefined,
    emit(name, ...sent) {
      const [message, committed] = sent as unknown as [Welcome | SnapshotPiece | Page, ((done: true) => void) | undefined]
      if (name === 'welcome') reader.mode = (message as Welcome).mode
      else if (name === 'snapshot') takePiece(reader, pieces, message as SnapshotPiece)
      else takePage(reader, message as Page)
      committed?.(true)
    },
  }
}

function takePiece(reader: Reader, pieces: AlertState[], piece: SnapshotPiece): void {
  pieces.push(...piece.alerts)
  if (piece.room === null) return
  Object.assign(reader, { epoch: piece.epoch, cursors: piece.asOf, room: piece.room })
  reader.alerts = new Map(pieces.map((state) => [state.alert.id, state]))
}

function takePage(reader: Reader, page: Page): void {
  expect(page.epoch).toBe(reader.epoch)
  for (const fact of page.facts) {
    expect(fact.seq).toBe(reader.cursors[fact.stream] + 1)
    reader.cursors = { ...reader.cursors, [fact.stream]: fact.seq }
    apply(reader, fact)
  }
}

function apply(to: Pick<Reader, 'alerts' | 'room'>, fact: Fact): void {
  to.room = applyRoomFact(to.room, fact)
  const id = alertIdOf(fact)
  const next = id === undefined ? undefined : applyAlertFact(to.alerts.get(id), fact)
  if (id !== undefined && next !== undefined) to.alerts.set(id, next)
}

function takeSnapshot(log: EventLog, keeping: LogKeeping, model: RoomModel): void {
  const waiting: (() => void)[] = []
  const keeper = keepSnapshots({
    log,
    snapshots: keeping.snapshots,
    model: () => model,
    now: () => 1,
    timers: {
      after(_delayMs, work) {
        waiting.push(work)
        return () => undefined
      },
      every: () => () => undefined,
    },
    onTrouble: (error) => expect(error).toBeUndefined(),
    unusable: [],
  })
  keeper.takeSoon()
  for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) work()
}

const queueOf = (alerts: ReadonlyMap<string, AlertState>): AlertState[] =>
  [...alerts.values()].filter(isInQueue).toSorted((a, b) => a.alert.id.localeCompare(b.alert.id))

const reading = (atMs: number): NewFact =>
  buildNewFact('reading.recorded', {
    reading: { gaugeId: 'dong-ha', valueM: 1, observedAtMs: atMs, basis: 'observed', source: '', peak: false, drillId: null },
  })
const alertStep = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), what: fc.constantFrom('raise', 'acknowledge', 'clear') })
const step = fc.oneof(
  fc.record({ kind: fc.constant('append' as const), alerts: fc.array(alertStep, { maxLength: 3 }), readings: fc.nat(4) }),
  fc.record({ kind: fc.constant('remove' as const), stream: fc.constantFrom(...streams), limit: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('restart' as const) }),
  fc.record({ kind: fc.constant('read' as const), reader: fc.nat(2) }),
  fc.record({ kind: fc.constant('newcomer' as const) }),
)

test('property: every reader ends equal to the fold, resumed or by a snapshot', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 16 }), async (steps) => {
      const folder = testFolder('cut-log')
      const open = () => {
        const opened = openSqliteLog({ file: folder.at('log.sqlite'), now: () => 1 })
        if (!opened.ok) throw new Error(opened.detail)
        return opened
      }
      let { log, keeping } = open()
      const coreOn = () =>
        createGatewayCore({
          log,
          keeping,
          gauges: new Map(),
          gateway: { name: '', version: '', cityId: '' },
          now: () => 1,
          onTrouble: (error) => expect(error).toBeUndefined(),
        })
      const whole: Pick<Reader, 'alerts' | 'room'> = { alerts: new Map(), room: emptyRoom }
      const readers = [newReader(), newReader(), newReader()]
      const readNow = async (reader: Reader, of: EventLog): Promise<void> => {
        const core = await coreOn()
        const { epoch, cursors } = reader
        const hello = { token: 'a', protocolVersion, station: { id: 'a', name: 'a' }, epoch, cursors }
        const end = core.serve(socketOf(reader), hello)
        end()
        core.close()
        expect([reader.cursors, queueOf(reader.alerts), reader.room]).toEqual([of.heads(), queueOf(whole.alerts), whole.room])
      }
      for (const one of steps) {
        if (one.kind === 'append') {
          const facts: NewFact[] = [
            ...one.alerts.map(({ id, what }): NewFact => {
              if (what === 'raise') return buildNewFact('alert.raised', { alert: buildAlert({ id }) })
              if (what === 'clear') return buildNewFact('alert.cleared', { id, reason: 'expired' })
              return buildNewFact('alert.acknowledged', { id, note: '' })
            }),
            ...Array.from({ length: one.readings }, (_, index) => reading(index)),
          ]
          for (const fact of log.write((writer) => writer.append(facts.map((fact) => ({ ...fact, id: randomUUID() }))))) apply(whole, fact)
        } else if (one.kind === 'remove') {
          // As retention does: only what a snapshot of the model holds.
          const core = await coreOn()
          takeSnapshot(log, keeping, core.model)
          core.close()
          const everything = { beforeMs: Infinity, throughSeq: Infinity, throughPosition: Infinity, leastKept: 1 }
          keeping.remove({ ...everything, stream: one.stream }, one.limit)
        } else if (one.kind === 'restart') {
          log.close()
          ;({ log, keeping } = open())
        } else if (one.kind === 'newcomer') readers[0] = newReader()
        else await readNow(readers[one.reader] ?? newReader(), log)
      }
      for (const reader of readers) await readNow(reader, log)
      log.close()
      folder.remove()
    }),
    { numRuns: 25 },
  )
})
