import type { AttachmentReference } from '#shared/contract/attachment'
import {
  contentCalls,
  type ContentCall,
  type ContentInput,
  type ContentOutput,
  type ContentToGateway,
} from '#shared/contract/contentTransfer'
import { problemsIn } from '#shared/contract/problems'
import { fail, succeed, type Result } from '#shared/contract/result'
import { sniffedBytes, sniffMediaType } from '#shared/domain/mediaType'
import type { ContentStore } from '#storage/content/contentStore'

/** What the door needs of a line to a station. */
export type ContentSocket = { on<T extends ContentCall>(name: T, listener: ContentToGateway[T]): unknown }

type Options = { store: ContentStore; fileBytes: number; onTrouble(error: unknown): void }

/** The gateway's door for the bytes of attachments: takes pieces, gives pieces, and says what it holds. */
export type ContentDoor = {
  /** Answers one station, for as long as its line stands. */
  serve(socket: ContentSocket): void
  /** Whether what a request names is here and is what it says; the failure to answer with otherwise. */
  check(attachments: readonly AttachmentReference[]): Promise<Result<null>>
}

export function openContentDoor({ store, fileBytes, onTrouble }: Options): ContentDoor {
  const calls: { [T in ContentCall]: (input: ContentInput<T>) => Promise<Result<ContentOutput<T>>> } = {
    'content.offer': offer,
    'content.piece': takePiece,
    'content.fetch': givePiece,
  }

  return {
    serve(socket) {
      socket.on('content.offer', (message, answer) => void answerOne('content.offer', message, answer))
      socket.on('content.piece', (message, answer) => void answerOne('content.piece', message, answer))
      socket.on('content.fetch', (message, answer) => void answerOne('content.fetch', message, answer))
    },
    async check(attachments) {
      for (const { sha256, bytes, mediaType } of attachments) {
        const held = store.bytesOf(sha256)
        const first = held === undefined ? undefined : await store.read(sha256, 0, sniffedBytes)
        if (first === undefined) return fail('content-missing', `the content ${sha256} is not here yet: send it first`, { sha256 })
        if (held !== bytes || sniffMediaType(first) !== mediaType) {
          return fail('invalid', `the content ${sha256} is not what its reference says: ${held} bytes, ${sniffMediaType(first)}`, {
            sha256,
          })
        }
      }
      return succeed(null)
    },
  }

  async function answerOne<T extends ContentCall>(
    name: T,
    message: unknown,
    answer: (result: Result<ContentOutput<T>>) => void,
  ): Promise<void> {
    if (typeof answer !== 'function') return
    const parsed = contentCalls[name].input.safeParse(message)
    if (!parsed.success) return answer(fail('invalid', `${name}: ${problemsIn(parsed.error)}`))
    try {
      answer(await calls[name](parsed.data as ContentInput<T>))
    } catch (error) {
      onTrouble(error)
      answer(fail('unavailable', `the content could not be kept or read: ${(error as Error).message}`))
    }
  }

  async function offer({ sha256, bytes }: ContentInput<'content.offer'>): Promise<Result<ContentOutput<'content.offer'>>> {
    const held = store.bytesOf(sha256)
    if (held !== undefined) return succeed({ heldBytes: held })
    if (bytes > fileBytes)
      return fail('too-large', `an attachment may have ${fileBytes} bytes here, this has ${bytes}`, { limit: fileBytes })
    if (!(await store.reserve(sha256, bytes))) return fail('no-room', 'the gateway has no room for more attachments', { bytes })
    return succeed({ heldBytes: store.heldBytes(sha256) })
  }

  async function takePiece(message: ContentInput<'content.piece'>): Promise<Result<ContentOutput<'content.piece'>>> {
    const { sha256, totalBytes, offset, data } = message
    // What was not offered, or was offered before a restart, finds its room here.
    const offered = await offer({ sha256, bytes: totalBytes })
    if (!offered.ok || offered.value.heldBytes === totalBytes) return offered
    if (offset === 0 && sniffMediaType(data) === null) {
      await store.remove(sha256)
      return fail('invalid', 'this is no file that may be attached: its first bytes are of none of the kinds that are taken', { sha256 })
    }
    if (offset === 0 && data.length < Math.min(totalBytes, sniffedBytes))
      return fail('invalid', 'the first piece is too small to tell what it is')
    const held = await store.append(sha256, { totalBytes, offset, data })
    if (held === 'not-what-its-name-says') return fail('invalid', `the bytes that came are not those of ${sha256}`, { sha256 })
    return succeed({ heldBytes: held })
  }

  async function givePiece(message: ContentInput<'content.fetch'>): Promise<Result<ContentOutput<'content.fetch'>>> {
    const { sha256, offset, mostBytes } = message
    const totalBytes = store.bytesOf(sha256)
    if (totalBytes !== undefined && offset >= totalBytes) return fail('invalid', `the content ${sha256} ends at ${totalBytes}`, { sha256 })
    const data = await store.read(sha256, offset, mostBytes)
    if (totalBytes === undefined || data === undefined || data.length === 0)
      return fail('not-found', `the content ${sha256} is not here`, { sha256 })
    return succeed({ totalBytes, data })
  }
}
