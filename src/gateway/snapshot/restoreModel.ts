import type { EventLog } from '../log/eventLog'
import type { SnapshotStore } from '../log/logKeeping'
import { createRoomModel, type RoomModel } from '../roomModel'
import { modelFromParts, partsHash } from './snapshotParts'

/** A model and where it came from. `ignored` are positions of snapshots that could not be used. */
export type Restored = { model: RoomModel; snapshotPosition: number; ignored: { position: number; why: string }[] }

const factsAtOnce = 2_000

/** The room's model as of the log's end: the newest snapshot that is whole, or nothing, and every fact behind it. */
export function restoreModel(log: EventLog, snapshots?: SnapshotStore): Restored {
  const ignored: Restored['ignored'] = []
  for (const position of snapshots?.positions() ?? []) {
    const model = snapshots === undefined ? undefined : modelAt(snapshots, position, (why) => ignored.push({ position, why }))
    if (model === undefined) continue
    foldBehind(log, model, position)
    return { model, snapshotPosition: position, ignored }
  }
  const model = createRoomModel()
  foldBehind(log, model, 0)
  return { model, snapshotPosition: 0, ignored }
}

function modelAt(snapshots: SnapshotStore, position: number, onUnusable: (why: string) => void): RoomModel | undefined {
  try {
    const hash = partsHash(position)
    const parts = [...snapshots.parts(position)]
    for (const body of parts) hash.add(body)
    if (hash.digest() !== snapshots.hashOf(position)) throw new Error('its hash is not the one that was written with it')
    return modelFromParts(parts)
  } catch (error) {
    onUnusable((error as Error).message)
    return undefined
  }
}

function foldBehind(log: EventLog, model: RoomModel, start: number): void {
  for (let position = start; ;) {
    const facts = log.read(position, factsAtOnce)
    for (const { fact } of facts) model.apply(fact)
    const last = facts.at(-1)
    if (last === undefined) return
    position = last.position
  }
}
