import type { AttachmentMediaType } from '#shared/contract/attachment'
import type { Failure } from '#shared/contract/result'
import { sniffedBytes, sniffMediaType } from '#shared/domain/mediaType'

/** A file that may not be attached, with why. */
export class NotAttachable extends Error {
  readonly code: Failure['code']
  readonly details: NonNullable<Failure['details']>
  constructor(code: Failure['code'], message: string, details: NonNullable<Failure['details']> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

/**
 * Hands on what comes, as long as it may be attached: of a kind that is taken, by its first bytes, and not too large. Throws
 * NotAttachable at the first byte that is too much. `mediaType` is known once the first part was handed on.
 */
export function attachable(source: AsyncIterable<Uint8Array>, fileBytes: number) {
  let mediaType: AttachmentMediaType | null = null
  async function* parts(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    let first = new Uint8Array(0)
    for await (const part of source) {
      bytes += part.length
      if (bytes > fileBytes) throw new NotAttachable('too-large', `an attachment may have ${fileBytes} bytes`, { limit: fileBytes })
      if (mediaType !== null) {
        yield part
        continue
      }
      first = joined(first, part)
      if (first.length < sniffedBytes) continue
      mediaType = kindOf(first)
      yield first
    }
    if (mediaType !== null) return
    mediaType = kindOf(first)
    yield first
  }
  return {
    parts: parts(),
    get mediaType() {
      return mediaType
    },
  }
}

function kindOf(first: Uint8Array): AttachmentMediaType {
  const mediaType = sniffMediaType(first)
  if (mediaType === null) throw new NotAttachable('invalid', 'by its first bytes this is none of the kinds of files that may be attached')
  return mediaType
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
