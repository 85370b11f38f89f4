import { createHash, sign, verify } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import {
  bundleFormat,
  bundleFormatOnly,
  bundleManifest,
  maximumManifestBytes,
  type BundleContent,
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
  /** The bytes of an attachment, once all facts were added; false, and nothing is written, when the file is not what its name says. */
  addContent(sha256: string, file: string): boolean
  /** Writes manifest and signature, waits for the disk and gives the file its name. */
  finish(about: Omit<BundleManifest, 'format' | 'parts' | 'contents' | 'publicKey'>, key: PostKey): BundleManifest
  abandon(): void
}

/** Begins a bundle beside its name. Throws when the file exists already: a bundle that was made is never written over. */
export function writeBundle(file: string): BundleWriter {
  const unfinished = `${file}.unfinished`
  closeSync(openSync(file, 'wx'))
  rmSync(file)
  const descriptor = openSync(unfinished, 'w')
  const parts: BundlePart[] = []
  const contents: BundleContent[] = []
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
    addContent(sha256, content) {
      flush()
      const bytes = copyContent(content, sha256, descriptor)
      if (bytes > 0) contents.push({ sha256, bytes })
      return bytes > 0
    },
    finish(about, key) {
      flush()
      const manifest = bundleManifest.parse({ format: bundleFormat, ...about, publicKey: key.publicKey, parts, contents })
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
  /** The bytes of each attachment in turn, in pieces, not checked. */
  contents(): Generator<BundleContent & { pieces: Iterable<Buffer> }>
  close(): void
}

/** Opens a bundle and checks its signature. Throws BundleRefused for what is none, and what the file system throws. */
export function readBundle(file: string): BundleReader {
  const descriptor = openSync(file, 'r')
  try {
    const manifest = readManifest(descriptor)
    return {
      manifest,
      parts: () => readParts(descriptor, manifest.parts),
      contents: () => readContents(descriptor, manifest),
      close: () => closeSync(descriptor),
    }
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
  const stored = contentsStart(manifest) + manifest.contents.reduce((sum, content) => sum + content.bytes, 0)
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

/** Copies a file that is the content of that name; returns its bytes, 0 when it is another or cannot be read. */
function copyContent(file: string, sha256: string, to: number): number {
  let from: number | undefined
  try {
    from = openSync(file, 'r')
    const { size } = fstatSync(from)
    const hash = createHash('sha256')
    for (const piece of piecesOf(from, 0, size)) hash.update(piece)
    if (size === 0 || hash.digest('hex') !== sha256) return 0
    for (const piece of piecesOf(from, 0, size)) writeAll(to, piece)
    return size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof BundleRefused) return 0
    throw error
  } finally {
    if (from !== undefined) closeSync(from)
  }
}

function* piecesOf(descriptor: number, start: number, bytes: number): Generator<Buffer> {
  for (let read = 0; read < bytes; read += gatheredBytes) yield readAt(descriptor, start + read, Math.min(gatheredBytes, bytes - read))
}

function contentsStart(manifest: BundleManifest): number {
  return manifest.parts.reduce((sum, part) => sum + part.storedBytes, head.length)
}

function* readContents(descriptor: number, manifest: BundleManifest): Generator<BundleContent & { pieces: Iterable<Buffer> }> {
  let position = contentsStart(manifest)
  for (const content of manifest.contents) {
    yield { ...content, pieces: piecesOf(descriptor, position, content.bytes) }
    position += content.bytes
  }
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
