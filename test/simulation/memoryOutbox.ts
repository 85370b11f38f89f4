import type { OutboxEntry } from '#shared/contract/stationPort'
import type { Outbox } from '#station/outbox/outbox'

/** What of an outbox is on its disk, in the order it was asked for. */
export type OutboxDisk = { readonly stationId: string; entries: readonly OutboxEntry[] }

/** An outbox over a disk in memory: FULL, so what `commit` made durable stays. */
export function openMemoryOutbox(disk: OutboxDisk, commit: (write: () => void) => void): Outbox {
  const write = (entries: readonly OutboxEntry[]): void => commit(() => (disk.entries = entries))
  return {
    stationId: disk.stationId,
    durable: true,
    add(entry) {
      if (disk.entries.some(({ key }) => key === entry.key)) return
      write([...disk.entries, { ...entry, state: 'waiting', failure: null }])
    },
    renew(key, { key: newKey, expectedVersion, madeAtMs }) {
      const entry = disk.entries.find((each) => each.key === key && each.state === 'refused')
      if (entry === undefined) return undefined
      const input = 'expectedVersion' in entry.input ? { ...entry.input, expectedVersion } : entry.input
      const renewed = { ...entry, key: newKey, input, madeAtMs, state: 'waiting', failure: null } as OutboxEntry
      write([...disk.entries.filter((each) => each.key !== key), renewed])
      return renewed
    },
    entries: () => [...disk.entries],
    nextWaiting: (isReady = () => true) => disk.entries.find((entry) => entry.state === 'waiting' && isReady(entry)),
    refuse: (key, failure) => write(disk.entries.map((entry) => (entry.key === key ? { ...entry, state: 'refused', failure } : entry))),
    remove: (key) => write(disk.entries.filter((entry) => entry.key !== key)),
    close: () => undefined,
  }
}
