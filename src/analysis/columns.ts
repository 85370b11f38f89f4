import { z } from 'zod'

/**
 * A columns file: a little JSON and long arrays of numbers, as they lie in memory. Layout, all little endian: the four bytes `TCC1`,
 * uint32 length of the header in bytes, the header (JSON, UTF-8), then each column at the next multiple of eight bytes.
 */
const magic = 0x31434354
const prefixBytes = 8

const columnTypes = {
  i16: Int16Array,
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const
type ColumnType = keyof typeof columnTypes
export type Column = InstanceType<(typeof columnTypes)[ColumnType]>
export type ColumnsFile = { meta: unknown; columns: ReadonlyMap<string, Column> }

const columnEntry = z.strictObject({
  name: z.string().min(1).max(60),
  type: z.enum(Object.keys(columnTypes) as [ColumnType, ...ColumnType[]]),
  length: z.int().nonnegative().max(200_000_000),
})
const header = z.strictObject({ meta: z.unknown(), columns: z.array(columnEntry).max(100) })

/** Bytes of a columns file. `meta` must be JSON. */
export function encodeColumns(meta: unknown, columns: Readonly<Record<string, Column>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(columns)
  const listed = entries.map(([name, column]) => ({ name, type: typeOf(column), length: column.length }))
  const head = new TextEncoder().encode(JSON.stringify({ meta, columns: listed }))
  const starts: number[] = []
  let end = prefixBytes + head.length
  for (const [, column] of entries) {
    starts.push(aligned(end))
    end = aligned(end) + column.byteLength
  }
  const bytes = new Uint8Array(end)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, head.length, true)
  bytes.set(head, prefixBytes)
  entries.forEach(([, column], index) => {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), starts[index])
  })
  return bytes
}

/** Reads a columns file; the columns are views of `bytes`, not copies. Throws an Error that says what is wrong with it. */
export function decodeColumns(bytes: Uint8Array<ArrayBuffer>): ColumnsFile {
  // Typed arrays can only look at aligned bytes.
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength)
  if (whole.byteLength < prefixBytes || view.getUint32(0, true) !== magic) throw new Error('not a columns file')
  const headLength = view.getUint32(4, true)
  if (prefixBytes + headLength > whole.byteLength) throw new Error('a columns file that ends within its header')
  const head = header.parse(
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(whole.subarray(prefixBytes, prefixBytes + headLength))),
  )
  const columns = new Map<string, Column>()
  let offset = prefixBytes + headLength
  for (const { name, type, length } of head.columns) {
    offset = aligned(offset)
    const Type = columnTypes[type]
    if (offset + length * Type.BYTES_PER_ELEMENT > whole.byteLength) throw new Error(`a columns file that ends within its column ${name}`)
    columns.set(name, new Type(whole.buffer, whole.byteOffset + offset, length))
    offset += length * Type.BYTES_PER_ELEMENT
  }
  return { meta: head.meta, columns }
}

/** The column of that name and type. Throws an Error when the file has none. */
export function columnOf<T extends ColumnType>(file: ColumnsFile, name: string, type: T): InstanceType<(typeof columnTypes)[T]> {
  const column = file.columns.get(name)
  if (column === undefined || typeOf(column) !== type) throw new Error(`a columns file without its column ${name} (${type})`)
  return column as InstanceType<(typeof columnTypes)[T]>
}

function aligned(offset: number): number {
  return Math.ceil(offset / 8) * 8
}

function typeOf(column: Column): ColumnType {
  for (const [type, Type] of Object.entries(columnTypes)) if (column instanceof Type) return type as ColumnType
  throw new Error('a column of an unknown type')
}
