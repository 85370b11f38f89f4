import type { AttachmentReference } from '#shared/contract/attachment'
import { maximumNoteAttachments, maximumPastedBytes } from '#shared/contract/attachmentLimits'
import type { ContentPush } from '#shared/contract/contentPort'
import type { Transfer } from '#shared/contract/contentTransfer'
import type { Failure } from '#shared/contract/result'
import { callMain, sendToStation } from '#session/bridge'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { draftsOf, readyReferences, withAnswer, withoutDraft, withoutDrafts, withTaking, type Drafts } from './attachmentDrafts'

/** Pictures that are kept to be shown; the oldest go. */
const keptPictures = 12
/** Answers that came before main had said which file they are about. */
const keptEarly = 50

/** A picture that is looked at. */
export type Shown = { reference: AttachmentReference; failure: Failure | null }

/** Attachments as this window has them: files of notes being written, transfers, pictures that were loaded, and what is looked at. */
export const useAttachmentsStore = defineStore('attachments', () => {
  const drafts = shallowRef<Drafts>(new Map())
  const transfers = shallowRef<readonly Transfer[]>([])
  /** Addresses of loaded pictures, by hash. */
  const pictures = shallowRef<ReadonlyMap<string, string>>(new Map())
  const shown = shallowRef<Shown | null>(null)
  /** What became of the last copy that was asked for. */
  const saved = shallowRef<{ name: string; failure: Failure | null } | null>(null)
  const early = new Map<string, Extract<ContentPush, { kind: 'attached' }>>()
  const askedPictures = new Map<string, AttachmentReference>()
  const askedCopies = new Map<string, AttachmentReference>()

  const transferOf = computed(() => new Map(transfers.value.map((transfer) => [transfer.sha256, transfer])))

  /** Takes what the station pushes about attachments. */
  function take(push: ContentPush): void {
    switch (push.kind) {
      case 'transfers':
        transfers.value = push.transfers
        return
      case 'attached':
        return takeAttached(push)
      case 'content':
        return takeContent(push)
      case 'saved': {
        const reference = askedCopies.get(push.id)
        if (reference === undefined || !askedCopies.delete(push.id)) return
        saved.value = { name: reference.name, failure: push.result.ok ? null : push.result.failure }
      }
    }
  }

  function takeAttached(push: Extract<ContentPush, { kind: 'attached' }>): void {
    const next = withAnswer(drafts.value, push.id, push.result)
    if (next === drafts.value) {
      // Every window hears of files that one of them chose; only ours will be asked for.
      early.set(push.id, push)
      for (const oldest of early.keys()) if (early.size > keptEarly) early.delete(oldest)
      return
    }
    drafts.value = next
    if (push.result.ok) loadPicture(push.result.value)
  }

  function takeContent(push: Extract<ContentPush, { kind: 'content' }>): void {
    const reference = askedPictures.get(push.id)
    if (reference === undefined || !askedPictures.delete(push.id)) return
    if (push.result.ok && push.result.value.mediaType.startsWith('image/')) {
      const { data, mediaType } = push.result.value
      keepPicture(reference.sha256, URL.createObjectURL(new Blob([new Uint8Array(data)], { type: mediaType })))
    } else if (shown.value?.reference.sha256 === reference.sha256) {
      const failure: Failure = push.result.ok ? { code: 'invalid', message: 'this is no picture' } : push.result.failure
      shown.value = { reference, failure }
    }
  }

  function keepPicture(sha256: string, url: string): void {
    const next = new Map(pictures.value).set(sha256, url)
    for (const [oldest, oldUrl] of next) {
      if (next.size <= keptPictures) break
      if (oldest === shown.value?.reference.sha256) continue
      URL.revokeObjectURL(oldUrl)
      next.delete(oldest)
    }
    pictures.value = next
  }

  /** Asks for the bytes of a picture, unless they are here or on their way. */
  function loadPicture(reference: AttachmentReference): void {
    if (!reference.mediaType.startsWith('image/') || pictures.value.has(reference.sha256)) return
    if ([...askedPictures.values()].some(({ sha256 }) => sha256 === reference.sha256)) return
    const id = crypto.randomUUID()
    if (sendToStation({ kind: 'content', id, sha256: reference.sha256 })) askedPictures.set(id, reference)
  }

  /** Lets the person choose files for a note. */
  async function choose(alertId: string, words: { title: string; kinds: string }): Promise<void> {
    const chosen = await callMain('attachment.choose', words)
    if (!chosen.ok) return
    drafts.value = withTaking(drafts.value, alertId, chosen.value.slice(0, roomFor(alertId)))
    for (const { id } of chosen.value) {
      const answer = early.get(id)
      if (answer !== undefined && early.delete(id)) takeAttached(answer)
    }
  }

  /** Takes files that were pasted or dropped into a note. */
  async function add(alertId: string, files: readonly File[]): Promise<void> {
    await Promise.all(files.slice(0, roomFor(alertId)).map((file) => addOne(alertId, file)))
  }

  async function addOne(alertId: string, file: File): Promise<void> {
    const id = crypto.randomUUID()
    drafts.value = withTaking(drafts.value, alertId, [{ id, name: file.name }])
    const refuse = (code: Failure['code'], details?: Failure['details']): void => {
      drafts.value = withAnswer(drafts.value, id, { ok: false, failure: { code, message: code, ...(details && { details }) } })
    }
    if (file.size > maximumPastedBytes) return refuse('too-large', { limit: maximumPastedBytes })
    const data = new Uint8Array(await file.arrayBuffer().catch(() => new ArrayBuffer(0)))
    if (data.length === 0) return refuse('invalid')
    if (!sendToStation({ kind: 'attach', id, name: file.name.slice(0, 1_000), data })) refuse('unavailable')
  }

  function roomFor(alertId: string): number {
    return Math.max(0, maximumNoteAttachments - draftsOf(drafts.value, alertId).length)
  }

  function remove(alertId: string, id: string): void {
    drafts.value = withoutDraft(drafts.value, alertId, id)
  }

  /** The note was sent. */
  function clear(alertId: string): void {
    drafts.value = withoutDrafts(drafts.value, alertId)
  }

  /** Opens a picture here; of other kinds a copy is offered, nothing is ever run. */
  function open(reference: AttachmentReference): void {
    if (!reference.mediaType.startsWith('image/')) return void save(reference)
    shown.value = { reference, failure: null }
    loadPicture(reference)
  }

  function close(): void {
    shown.value = null
  }

  /** Lets the person choose where to keep a copy. */
  async function save(reference: AttachmentReference): Promise<void> {
    const asked = await callMain('attachment.save', reference)
    if (asked.ok && asked.value.id !== null) askedCopies.set(asked.value.id, reference)
  }

  function dismissSaved(): void {
    saved.value = null
  }

  const draftsFor = (alertId: string) => draftsOf(drafts.value, alertId)
  const referencesFor = (alertId: string) => readyReferences(draftsFor(alertId))

  return {
    pictures,
    shown,
    saved,
    transferOf,
    take,
    choose,
    add,
    remove,
    clear,
    open,
    close,
    save,
    dismissSaved,
    draftsFor,
    referencesFor,
  }
})
