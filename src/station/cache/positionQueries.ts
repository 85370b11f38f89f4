import { noCursors, streams, type Cursors } from '#shared/contract/ids'
import type { RoomState } from '#shared/contract/roomState'
import { emptyRoom } from '#shared/domain/roomFold'
import { DamagedRow, readRow, rowChecksum } from '#storage/checksum'
import type { Database } from '#storage/openDatabase'

/** Where a station is in a log; `epoch` is null before the first snapshot. */
export type Position = { epoch: string | null; cursors: Cursors }

/** All SQL about how far the station has read, and the room as of there. */
export function positionQueries(database: Database) {
  const selectMeta = database.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
  const putMeta = database.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  const selectCursors = database.prepare<[], { stream: string; seq: number }>('SELECT stream, seq FROM cursors')
  const putCursor = database.prepare(
    'INSERT INTO cursors (stream, seq) VALUES (?, ?) ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq',
  )
  const meta = (key: string): string | null => selectMeta.get(key)?.value ?? null

  return {
    read(): Position {
      const cursors = { ...noCursors }
      for (const row of selectCursors.all()) if (isStream(row.stream)) cursors[row.stream] = row.seq
      const position = { epoch: meta('epoch'), cursors }
      const checksum = meta('positionChecksum')
      if (checksum !== null && Number(checksum) !== positionChecksum(position)) throw new DamagedRow('the position')
      return position
    },
    /** In the log whose epoch was put before. */
    putCursors(cursors: Cursors): void {
      for (const stream of streams) putCursor.run(stream, cursors[stream])
      putMeta.run('positionChecksum', String(positionChecksum({ epoch: meta('epoch'), cursors })))
    },
    putEpoch: (epoch: string): void => void putMeta.run('epoch', epoch),
    room(): RoomState {
      const body = meta('room')
      const checksum = meta('roomChecksum')
      if (body === null) return emptyRoom
      // A room that was kept before there were walls has none.
      return { ...emptyRoom, ...readRow<Partial<RoomState>>(checksum === null ? null : Number(checksum), 'the room', body) }
    },
    putRoom(room: RoomState): void {
      const body = JSON.stringify(room)
      putMeta.run('room', body)
      putMeta.run('roomChecksum', String(rowChecksum('the room', body)))
    },
    lastContactMs(): number | null {
      const atMs = meta('lastContactMs')
      return atMs === null ? null : Number(atMs)
    },
    lastSnapshotMs(): number | null {
      const atMs = meta('lastSnapshotMs')
      return atMs === null ? null : Number(atMs)
    },
    putSnapshotTime: (atMs: number): void => void putMeta.run('lastSnapshotMs', String(atMs)),
    putContact: (atMs: number): void => void putMeta.run('lastContactMs', String(atMs)),
  }
}

/** A stream that came later counts from its first fact on, so that the sums of older files stay right. */
function positionChecksum({ epoch, cursors }: Position): number {
  const { alerts, readings, room, wall } = cursors
  return rowChecksum(epoch ?? '', [alerts, readings, room, ...(wall > 0 ? [wall] : [])].join(' '))
}

function isStream(name: string): name is keyof Cursors {
  return (streams as readonly string[]).includes(name)
}
