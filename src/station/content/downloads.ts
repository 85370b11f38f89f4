import type { Transfer } from '#shared/contract/contentTransfer'
import { fail, succeed, type Result } from '#shared/contract/result'
import type { Timers } from '#shared/timers'
import type { ContentStore } from '#storage/content/contentStore'
import type { ContentLine } from '../link/contentLine'
import { firstPieceBytes, nextPieceBytes } from './piecePace'

const retryMs = 2_000
/** Bytes that were not what they were called are fetched once more; what is wrong then is wrong at the gateway. */
const maximumAttempts = 2

type Options = {
  store: Pick<ContentStore, 'bytesOf' | 'heldBytes' | 'reserve' | 'append'>
  line: ContentLine
  isLive(): boolean
  onChange(): void
  now(): number
  timers: Timers
}

/** Fetches contents that a person asked for, each from where this station's own copy ends. */
export type Downloads = {
  /** Resolves once it is here, however often the line is cut meanwhile, or with why it will not come. */
  fetch(sha256: string): Promise<Result<null>>
  /** The line is live again. */
  wake(): void
  transfers(): Transfer[]
  close(): void
}

export function createDownloads(options: Options): Downloads {
  const { store, line, timers } = options
  const underWay = new Map<string, { result: Promise<Result<null>>; totalBytes: number | null; isMoving: boolean }>()
  const sleepers = new Set<() => void>()
  let pieceBytes = firstPieceBytes
  let closed = false

  return {
    fetch(sha256) {
      const known = underWay.get(sha256)
      if (known !== undefined) return known.result
      const result = fetchAll(sha256).finally(() => {
        underWay.delete(sha256)
        options.onChange()
      })
      underWay.set(sha256, { result, totalBytes: null, isMoving: false })
      return result
    },
    wake,
    transfers: () =>
      [...underWay].flatMap(([sha256, { totalBytes, isMoving }]): Transfer[] =>
        totalBytes === null
          ? []
          : [{ sha256, direction: 'down', state: isMoving ? 'moving' : 'waiting', doneBytes: store.heldBytes(sha256), totalBytes }],
      ),
    close() {
      closed = true
      wake()
    },
  }

  function wake(): void {
    for (const sleeper of [...sleepers]) sleeper()
  }

  async function fetchAll(sha256: string): Promise<Result<null>> {
    for (let attempts = 1; store.bytesOf(sha256) === undefined;) {
      if (closed) return fail('unavailable', 'the station is closing')
      if (!options.isLive()) {
        note(sha256, { isMoving: false })
        await untilWoken()
        continue
      }
      const outcome = await fetchPiece(sha256)
      if (outcome === 'not-what-its-name-says' && (attempts += 1) > maximumAttempts) {
        return fail('invalid', `the gateway sends other bytes than those of ${sha256}`, { sha256 })
      }
      if (outcome === 'no-line') {
        note(sha256, { isMoving: false })
        await untilWoken()
      } else if (typeof outcome === 'object') return outcome
    }
    return succeed(null)
  }

  async function fetchPiece(sha256: string): Promise<'more' | 'no-line' | 'not-what-its-name-says' | Result<null>> {
    const askedAtMs = options.now()
    const offset = store.heldBytes(sha256)
    const answer = await line('content.fetch', { sha256, offset, mostBytes: pieceBytes })
    if (!answer.ok) return answer.failure.code === 'unavailable' ? 'no-line' : answer
    pieceBytes = nextPieceBytes(pieceBytes, options.now() - askedAtMs)
    const { totalBytes, data } = answer.value
    if (!(await store.reserve(sha256, totalBytes)))
      return fail('no-room', 'this station has no room for the attachment', { bytes: totalBytes })
    const kept = await store.append(sha256, { totalBytes, offset, data })
    note(sha256, { totalBytes, isMoving: true })
    return kept === 'not-what-its-name-says' ? kept : 'more'
  }

  function note(sha256: string, change: { totalBytes?: number; isMoving: boolean }): void {
    const known = underWay.get(sha256)
    if (known !== undefined) underWay.set(sha256, { ...known, ...change })
    options.onChange()
  }

  /** The line, or some time: a line may be up while the gateway could not answer. */
  function untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const callOff = timers.after(retryMs, () => sleeper())
      const sleeper = (): void => {
        callOff()
        sleepers.delete(sleeper)
        resolve()
      }
      sleepers.add(sleeper)
    })
  }
}
