import { createHash, sign, verify } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import {
  bundleFormat,
  bundleFormatOnly,
  bundleManifest,
  maximumManifestBytes,
  type BundleManifest,
  type BundlePart,
  type BundleRefusal,
} from '#shared/contract/bundle'
import { problemsIn } from '#shared/contract/problems'
import { clipText } from '#shared/contract/text'
import { verifyingKey, type PostKey } from './bundleKeys'

// The file, from its first byte: `head`, the parts one behind another, the manifest, its signature (64 bytes), the manifest's length
// (4 bytes, big-endian), `tail`. It holds no names of files: there is nothing that an unpacker could be led astray by.
const head = Buffer.from('TOANCANH BUNDLE\n')
const tail = Buffer.from('\nBUNDLE TOANCANH')
const signatureBytes = 64
const footerBytes = signatureBytes + 4 + tail.length
/** Signed together with the manifest, so that a signature of this key made for something else is none here. */
const signedPrefix = Buffer.from('toan-canh bundle manifest\n')

/** Facts are gathered to about this many bytes before they are compressed: bounded memory, and one damaged byte is found early. */
const gatheredBytes = 2_097_152

/** A bundle that cannot be taken: why, as a code and as a sentence. */
export class BundleRefused extends Error {
  readonly code: BundleRefusal
  constructor(code: BundleRefusal, message: string) {
    // It may quote what a stranger wrote, and ends on a terminal.
    super(clipText(message, 2_000))
    this.code = code
  }
}

/** A bundle on its way to the disk. It has its name only once it is whole. */
export type BundleWriter = {
  /** One fact, as one line of JSON. */
  add(line: string): void
  /** Writes manifest and signature, waits for the disk and gives the file its name. */
  finish(about: Omit<BundleManifest, 'format' | 'parts' | 'publicKey'>, key: PostKey): BundleManifest
  abandon(): void
}

/** Begins a bundle beside its name. Throws when the file exists already: a bundle that was made is never written over. */
export function writeBundle(file: string): BundleWriter {
  const unfinished = `${file}.unfinished`
  closeSync(openSync(file, 'wx'))
  rmSync(file)
  const descriptor = openSync(unfinished, 'w')
  const parts: BundlePart[] = []
  let lines: string[] = []
  let gathered = 0
  writeAll(descriptor, head)

  function flush(): void {
    if (lines.length === 0) return
    const plain = Buffer.from(lines.join('\n'))
    const stored = brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    })
    parts.push({ facts: lines.length, bytes: plain.length, storedBytes: stored.length, sha256: sha256(stored) })
    writeAll(descriptor, stored)
    lines = []
    gathered = 0
  }

  return {
    add(line) {
      const bytes = Buffer.byteLength(line) + 1
      if (gathered + bytes > gatheredBytes) flush()
      lines.push(line)
      gathered += bytes
    },
    finish(about, key) {
      flush()
      const manifest = bundleManifest.parse({ format: bundleFormat, ...about, publicKey: key.publicKey, parts })
      const bytes = Buffer.from(JSON.stringify(manifest))
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      writeAll(descriptor, Buffer.concat([bytes, sign(null, Buffer.concat([signedPrefix, bytes]), key.privateKey), length, tail]))
      fsyncSync(descriptor)
      closeSync(descriptor)
      renameSync(unfinished, file)
      return manifest
    },
    abandon() {
      closeSync(descriptor)
      rmSync(unfinished, { force: true })
    },
  }
}

/** A bundle whose manifest is of the contract and signed by the key it names. Its parts are checked as they are read. */
export type BundleReader = {
  manifest: BundleManifest
  /** The lines of each part in turn. Throws BundleRefused `damaged` for a part that is not what was signed. */
  parts(): Generator<string[]>
  close(): void
}

/** Opens a bundle and checks its signature. Throws BundleRefused for what is none, and what the file system throws. */
export function readBundle(file: string): BundleReader {
  const descriptor = openSync(file, 'r')
  try {
    const manifest = readManifest(descriptor)
    return { manifest, parts: () => readParts(descriptor, manifest.parts), close: () => closeSync(descriptor) }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}

function readManifest(descriptor: number): BundleManifest {
  const stat = fstatSync(descriptor)
  if (!stat.isFile()) throw new BundleRefused('not-a-bundle', 'this is not a file')
  const size = stat.size
  if (!readAt(descriptor, 0, Math.min(head.length, size)).equals(head)) {
    throw new BundleRefused('not-a-bundle', 'the file does not begin as a bundle does')
  }
  const footer = readAt(descriptor, Math.max(0, size - footerBytes), Math.min(footerBytes, size))
  if (size < head.length + footerBytes || !footer.subarray(-tail.length).equals(tail)) {
    throw new BundleRefused('cut-short', 'the file is a bundle whose end is missing: copy it again')
  }
  const length = footer.readUInt32BE(signatureBytes)
  const start = size - footerBytes - length
  if (length > maximumManifestBytes || start < head.length) throw new BundleRefused('damaged', 'the manifest is longer than it can be')
  const bytes = readAt(descriptor, start, length)
  const manifest = manifestFrom(bytes)
  if (!verify(null, Buffer.concat([signedPrefix, bytes]), verifyingKey(manifest.publicKey), footer.subarray(0, signatureBytes))) {
    throw new BundleRefused('wrong-signature', 'the manifest is not what its key signed: the file was damaged or changed')
  }
  const stored = manifest.parts.reduce((sum, part) => sum + part.storedBytes, head.length)
  if (stored !== start) throw new BundleRefused('damaged', `the parts take ${start} bytes and should take ${stored}`)
  return manifest
}

function manifestFrom(bytes: Buffer): BundleManifest {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new BundleRefused('damaged', 'the manifest cannot be read')
  }
  const format = bundleFormatOnly.safeParse(value)
  if (format.success && format.data.format > bundleFormat) {
    throw new BundleRefused(
      'future-format',
      `the bundle has format ${format.data.format}, made by a newer version; this one reads format ${bundleFormat}`,
    )
  }
  const manifest = bundleManifest.safeParse(value)
  if (!manifest.success) throw new BundleRefused('damaged', `the manifest is not of the contract: ${problemsIn(manifest.error)}`)
  return manifest.data
}

function* readParts(descriptor: number, parts: BundlePart[]): Generator<string[]> {
  let position = head.length
  for (const [index, part] of parts.entries()) {
    const stored = readAt(descriptor, position, part.storedBytes)
    position += part.storedBytes
    const lines = linesOf(stored, part)
    if (lines === undefined)
      throw new BundleRefused('damaged', `part ${index + 1} of ${parts.length} is not what was signed: copy the file again`)
    yield lines
  }
}

function linesOf(stored: Buffer, part: BundlePart): string[] | undefined {
  if (sha256(stored) !== part.sha256) return undefined
  try {
    // Never more than was declared, whatever the stream would unfold to.
    const plain = brotliDecompressSync(stored, { maxOutputLength: part.bytes })
    if (plain.length !== part.bytes) return undefined
    const lines = new TextDecoder('utf-8', { fatal: true }).decode(plain).split('\n')
    return lines.length === part.facts ? lines : undefined
  } catch {
    return undefined
  }
}

function readAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let read = 0; read < length;) {
    const more = readSync(descriptor, bytes, read, length - read, position + read)
    if (more === 0) throw new BundleRefused('cut-short', 'the file became shorter while it was read')
    read += more
  }
  return bytes
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written)
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
