import type { Database } from '#storage/openDatabase'
import type { SnapshotStore } from './logKeeping'

/** All SQL about snapshots of the room's model. */
export function sqliteSnapshots(database: Database): SnapshotStore {
  const selectPositions = database.prepare<[], { position: number }>('SELECT position FROM snapshots ORDER BY position DESC')
  const selectHash = database.prepare<[number], { hash: string }>('SELECT hash FROM snapshots WHERE position = ?')
  const selectParts = database.prepare<[number], { body: string }>('SELECT body FROM snapshot_parts WHERE position = ? ORDER BY part')
  const putPart = database.prepare('INSERT OR REPLACE INTO snapshot_parts (position, part, body) VALUES (?, ?, ?)')
  const removePartsFrom = database.prepare('DELETE FROM snapshot_parts WHERE position = ? AND part >= ?')
  const putSnapshot = database.prepare('INSERT OR REPLACE INTO snapshots (position, made_at_ms, hash) VALUES (?, ?, ?)')
  const removeSnapshots = database.prepare<[string]>('DELETE FROM snapshots WHERE position NOT IN (SELECT value FROM json_each(?))')
  const removeParts = database.prepare<[string, number]>(
    'DELETE FROM snapshot_parts WHERE rowid IN (SELECT rowid FROM snapshot_parts WHERE position NOT IN (SELECT value FROM json_each(?)) LIMIT ?)',
  )

  return {
    positions: () => selectPositions.all().map(({ position }) => position),
    hashOf: (position) => selectHash.get(position)?.hash,
    *parts(position) {
      for (const { body } of selectParts.iterate(position)) yield body
    },
    putPart: (position, part, body) => void putPart.run(position, part, body),
    finish: database.transaction((position: number, parts: number, hash: string, madeAtMs: number) => {
      removePartsFrom.run(position, parts)
      putSnapshot.run(position, madeAtMs, hash)
    }),
    removeOthers: database.transaction((kept: readonly number[], limit: number) => {
      const list = JSON.stringify(kept)
      // First the rows that make parts a snapshot: half of one must never look whole.
      removeSnapshots.run(list)
      return removeParts.run(list, limit).changes === limit
    }),
  }
}
