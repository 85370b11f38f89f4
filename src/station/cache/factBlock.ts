import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { DamagedRow, rowChecksum } from '#storage/checksum'

/** A block is closed at so many characters: a few pages of the file once compressed, and a tenth of a millisecond to read. */
export const blockLength = 48_000
/** One that is read often is written once: the level is chosen for size, at some microseconds a fact. */
const level = 6

/** Which facts a block holds: those of one log and stream from `first_seq` to `last_seq`. */
export type BlockRow = { epoch_number: number; stream: string; first_seq: number; last_seq: number; body: Uint8Array; checksum: number }

/** Facts as JSON texts, one after the other without a gap, as the columns of a block. */
export function packBlock(place: { epoch_number: number; stream: string; first_seq: number }, texts: readonly string[]): BlockRow {
  // JSON has no line break in it, so a line is a fact.
  const body = deflateRawSync(texts.join('\n'), { level })
  const row = { ...place, last_seq: place.first_seq + texts.length - 1, body }
  return { ...row, checksum: rowChecksum(nameOf(row), body) }
}

/** The JSON texts of a block's facts, in order. Throws DamagedRow when they are not what was written. */
export function unpackBlock(row: BlockRow): string[] {
  if (row.checksum !== rowChecksum(nameOf(row), row.body)) throw new DamagedRow(nameOf(row))
  return inflateRawSync(row.body).toString('utf8').split('\n')
}

function nameOf({ epoch_number, stream, first_seq, last_seq }: Omit<BlockRow, 'body' | 'checksum'>): string {
  return `facts ${epoch_number} ${stream} ${first_seq} ${last_seq}`
}
