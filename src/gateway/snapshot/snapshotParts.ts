import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AlertState } from '#shared/contract/alert'
import { roomState } from '#shared/contract/roomState'
import { emptyRoom } from '#shared/domain/roomFold'
import { noWalls } from '#shared/domain/wallFold'
import { createRoomModel, type Names, type RoomModel, type RoomModelContents } from '../roomModel'

/** Alerts in one part: about a quarter of a megabyte, a few milliseconds to write. */
const alertsInPart = 200
const namesInPart = 4_000

const texts = z.array(z.string())
/** Alerts are not checked one by one: the hash says that they are what this gateway wrote. */
const part = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('alerts'),
    states: z.array(z.custom<AlertState>((value) => typeof value === 'object' && value !== null)),
  }),
  z.strictObject({ kind: z.enum(['keys', 'identifiers']), names: texts, ids: texts }),
  // A snapshot of a time before there were walls has none.
  z.strictObject({ kind: z.literal('room'), room: roomState.extend({ walls: roomState.shape.walls.default(noWalls) }) }),
])

/** A model as texts, one after the other, none of them large. The same model gives the same texts: two models can be compared by them. */
export function* snapshotParts({ alerts, keys, identifiers, room }: RoomModelContents): Generator<string> {
  for (let at = 0; at < alerts.length; at += alertsInPart) yield write({ kind: 'alerts', states: alerts.slice(at, at + alertsInPart) })
  yield* namesParts('keys', keys)
  yield* namesParts('identifiers', identifiers)
  yield write({ kind: 'room', room })
}

/** The model that these parts were made of. Throws when they are not the parts of a model, whole. */
export function modelFromParts(parts: Iterable<string>): RoomModel {
  const contents: RoomModelContents = { alerts: [], keys: { names: [], ids: [] }, identifiers: { names: [], ids: [] }, room: noRoom }
  for (const body of parts) {
    const read = part.parse(JSON.parse(body))
    if (read.kind === 'room') contents.room = read.room
    else if (read.kind === 'alerts') contents.alerts.push(...read.states)
    else {
      contents[read.kind].names.push(...read.names)
      contents[read.kind].ids.push(...read.ids)
    }
  }
  if (contents.room === noRoom) throw new Error('the snapshot has no end')
  return createRoomModel(contents)
}

/** A hash over parts in their order, and over the position they stand for. */
export function partsHash(position: number): { add(body: string): void; digest(): string } {
  const hash = createHash('sha256').update(`room model 1 as of ${position}\n`)
  return { add: (body) => void hash.update(body).update('\n'), digest: () => hash.digest('hex') }
}

/** One number for everything a model knows: equal for equal models. */
export function modelHash(model: RoomModel): string {
  const hash = partsHash(0)
  for (const body of snapshotParts(model.contents())) hash.add(body)
  return hash.digest()
}

const noRoom: RoomModelContents['room'] = { ...emptyRoom }

function* namesParts(kind: 'keys' | 'identifiers', { names, ids }: Names): Generator<string> {
  for (let at = 0; at < names.length; at += namesInPart)
    yield write({ kind, names: names.slice(at, at + namesInPart), ids: ids.slice(at, at + namesInPart) })
}

const write = (content: z.input<typeof part>): string => JSON.stringify(content)
