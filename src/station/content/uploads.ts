import type { Transfer } from '#shared/contract/contentTransfer'
import { fail, type Failure, type Result } from '#shared/contract/result'
import type { Timers } from '#shared/timers'
import type { ContentStore } from '#storage/content/contentStore'
import type { ContentLine } from '../link/contentLine'
import { firstPieceBytes, nextPieceBytes } from './piecePace'

/** A gateway that is there but could not answer is asked again after this time. */
const retryMs = 2_000

/** A content that the gateway is to have. */
export type Wanted = { sha256: string; bytes: number }

type Options = {
  store: Pick<ContentStore, 'read' | 'confirm'>
  line: ContentLine
  isLive(): boolean
  /** What requests that wait need, and what the gateway asked for; asked before every piece. */
  wanted(): Iterable<Wanted>
  /** The gateway has all of it, on its disk. */
  onHeld(sha256: string): void
  /** The gateway will not take it, or it cannot be read here. */
  onRefused(sha256: string, failure: Failure): void
  onChange(): void
  onTrouble(error: unknown): void
  now(): number
  timers: Timers
}

/** Brings contents to the gateway, piece by piece, each from where the gateway's own copy ends. */
export type Uploads = {
  wake(): void
  /** Whether the gateway has said that it has all of it. */
  isHeld(sha256: string): boolean
  /** The gateway has it no longer, or has another log: ask again. */
  forget(sha256: string): void
  transfers(): Transfer[]
  close(): void
}

export function createUploads(options: Options): Uploads {
  const { store, line, timers } = options
  const held = new Set<string>()
  /** What the gateway had of each when it was last asked on this line. */
  const there = new Map<string, number>()
  let pieceBytes = firstPieceBytes
  let sending = false
  let wokenMeanwhile = false
  let closed = false
  let callOffRetry = (): void => undefined

  return {
    wake,
    isHeld: (sha256) => held.has(sha256),
    forget(sha256) {
      held.delete(sha256)
      there.delete(sha256)
      wake()
    },
    transfers: () =>
      missing().map(({ sha256, bytes }) => {
        const doneBytes = there.get(sha256)
        const state = sending && doneBytes !== undefined ? 'moving' : 'waiting'
        return { sha256, direction: 'up', state, doneBytes: doneBytes ?? 0, totalBytes: bytes }
      }),
    close() {
      closed = true
      callOffRetry()
    },
  }

  function missing(): Wanted[] {
    return [...options.wanted()].filter(({ sha256 }) => !held.has(sha256))
  }

  function wake(): void {
    callOffRetry()
    if (closed) return
    wokenMeanwhile = sending
    if (sending) return
    sending = true
    void sendAll()
      .catch((error: unknown) => {
        options.onTrouble(error)
        wakeLater()
      })
      .finally(() => {
        sending = false
        options.onChange()
        // What woke it between its last look and now must not be lost.
        if (wokenMeanwhile) wake()
      })
  }

  function wakeLater(): void {
    callOffRetry()
    if (!closed) callOffRetry = timers.after(retryMs, wake)
  }

  async function sendAll(): Promise<void> {
    for (;;) {
      const next = options.isLive() && !closed ? leastMissing() : undefined
      if (next === undefined) return
      const result = await step(next)
      if (closed) return
      if (!result.ok && result.failure.code === 'unavailable') {
        // Asked anew on the next line: what was under way may have arrived or not.
        there.clear()
        return wakeLater()
      }
      if (!result.ok) {
        there.delete(next.sha256)
        options.onRefused(next.sha256, result.failure)
        continue
      }
      there.set(next.sha256, result.value.heldBytes)
      if (result.value.heldBytes >= next.bytes) await finish(next.sha256)
      options.onChange()
    }
  }

  /** A photo does not wait behind a clip: what has least to go is next, and each goes on from where it was. */
  function leastMissing(): Wanted | undefined {
    return missing().toSorted((a, b) => a.bytes - (there.get(a.sha256) ?? 0) - (b.bytes - (there.get(b.sha256) ?? 0)))[0]
  }

  async function step({ sha256, bytes }: Wanted): Promise<Result<{ heldBytes: number }>> {
    const offset = there.get(sha256)
    if (offset === undefined) return line('content.offer', { sha256, bytes })
    const data = await store.read(sha256, offset, pieceBytes)
    if (data === undefined || data.length === 0) return fail('content-missing', `the content ${sha256} is not here any more`, { sha256 })
    const sentAtMs = options.now()
    const result = await line('content.piece', { sha256, totalBytes: bytes, offset, data })
    if (result.ok) pieceBytes = nextPieceBytes(pieceBytes, options.now() - sentAtMs)
    return result
  }

  async function finish(sha256: string): Promise<void> {
    await store.confirm(sha256)
    held.add(sha256)
    there.delete(sha256)
    options.onHeld(sha256)
  }
}
