import type { AttachmentMediaType, AttachmentReference } from '#shared/contract/attachment'
import type { ContentPush } from '#shared/contract/contentPort'
import type { Transfer } from '#shared/contract/contentTransfer'
import type { Failure } from '#shared/contract/result'
import { sendToStation } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** A window holds what it shows in memory: larger files are for the desk that saves them. */
const mostBytes = 268_435_456
/** What could not be had is asked for again after this time, as long as somebody shows it. */
const retryMs = 20_000

/** The bytes of a document in this window: on their way, here, or why not. */
export type ShownDocument =
  | { state: 'loading' }
  | { state: 'ready'; mediaType: AttachmentMediaType; data: Uint8Array<ArrayBuffer>; url: string }
  | { state: 'failed'; failure: Failure }

/** Documents that tiles of this window show: fetched when the first tile wants one, let go of with the last. */
export const useDocumentsStore = defineStore('documents', () => {
  const documents = shallowRef<ReadonlyMap<string, ShownDocument>>(new Map())
  const transfers = shallowRef<readonly Transfer[]>([])
  const users = new Map<string, number>()
  const asked = new Map<string, string>()
  const retries = new Map<string, ReturnType<typeof setTimeout>>()

  /** Shows a document from now on; the caller says when it no longer does. */
  function use({ sha256, bytes }: AttachmentReference): () => void {
    users.set(sha256, (users.get(sha256) ?? 0) + 1)
    if (bytes > mostBytes) {
      const failure: Failure = { code: 'too-large', message: `${bytes} bytes are too many for a tile`, details: { limit: mostBytes } }
      set(sha256, { state: 'failed', failure })
    } else if (!documents.value.has(sha256)) ask(sha256)
    let isUsed = true
    return () => {
      if (!isUsed) return
      isUsed = false
      const left = (users.get(sha256) ?? 1) - 1
      if (left > 0) users.set(sha256, left)
      else letGo(sha256)
    }
  }

  function letGo(sha256: string): void {
    users.delete(sha256)
    clearTimeout(retries.get(sha256))
    retries.delete(sha256)
    const document = documents.value.get(sha256)
    if (document?.state === 'ready') URL.revokeObjectURL(document.url)
    const next = new Map(documents.value)
    next.delete(sha256)
    documents.value = next
  }

  function set(sha256: string, document: ShownDocument): void {
    documents.value = new Map(documents.value).set(sha256, document)
  }

  function ask(sha256: string): void {
    const id = crypto.randomUUID()
    if (!sendToStation({ kind: 'content', id, sha256 })) return failed(sha256, { code: 'unavailable', message: 'no line to the station' })
    asked.set(id, sha256)
    set(sha256, { state: 'loading' })
  }

  function failed(sha256: string, failure: Failure): void {
    set(sha256, { state: 'failed', failure })
    clearTimeout(retries.get(sha256))
    retries.set(
      sha256,
      setTimeout(() => ask(sha256), retryMs),
    )
  }

  /** Takes what the station pushes about contents; what others have asked for is left alone. */
  function take(push: ContentPush): void {
    if (push.kind === 'transfers') transfers.value = push.transfers
    if (push.kind !== 'content') return
    const sha256 = asked.get(push.id)
    if (sha256 === undefined || !asked.delete(push.id) || !users.has(sha256)) return
    if (!push.result.ok) return failed(sha256, push.result.failure)
    const { mediaType } = push.result.value
    const data = new Uint8Array(push.result.value.data)
    set(sha256, { state: 'ready', mediaType, data, url: URL.createObjectURL(new Blob([data], { type: mediaType })) })
  }

  /** How far a document has come from the gateway, in percent; undefined where nothing moves. */
  function percentOf(sha256: string): number | undefined {
    const transfer = transfers.value.find((each) => each.sha256 === sha256 && each.direction === 'down')
    return transfer === undefined ? undefined : Math.floor((100 * transfer.doneBytes) / transfer.totalBytes)
  }

  return { documents, use, take, percentOf }
})
