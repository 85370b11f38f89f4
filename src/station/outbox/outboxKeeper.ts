import type { Timers } from '#shared/timers'
import type { DamagedRequest, openOutbox, Outbox, OutboxTrouble } from './outbox'

/** How often a disk that refused is asked again. */
const retryEveryMs = 5_000

type Options = {
  file: string
  open: typeof openOutbox
  now(): number
  timers: Timers
  onDamaged(request: DamagedRequest): void
  /** A file that could not be used at the start. */
  onTrouble(trouble: OutboxTrouble): void
  /** The disk takes requests now: what was kept in memory is in the file, behind what stood there. The station may have another id. */
  onRecovered(): void
}

/** The outbox in use: the file, or memory until the disk allows one. */
export function keepOutbox({ file, open, now, timers, onDamaged, onTrouble, onRecovered }: Options): Outbox {
  const first = open(file, now(), onDamaged)
  let current = first.outbox
  let stopRetrying = (): void => undefined
  if (first.trouble !== null) onTrouble(first.trouble)
  // A file of a newer version is left alone for good; a broken one was moved aside, and the new one is in use.
  if (first.trouble?.code === 'outbox-unwritable') stopRetrying = timers.every(retryEveryMs, retry)

  return {
    get stationId() {
      return current.stationId
    },
    get durable() {
      return current.durable
    },
    add: (request) => current.add(request),
    renew: (key, renewed) => current.renew(key, renewed),
    entries: () => current.entries(),
    nextWaiting: (isReady) => current.nextWaiting(isReady),
    refuse: (key, failure) => current.refuse(key, failure),
    remove: (key) => current.remove(key),
    close() {
      stopRetrying()
      current.close()
    },
  }

  function retry(): void {
    const { outbox, trouble } = open(file, now(), onDamaged)
    if (trouble !== null && trouble.movedTo === '') return outbox.close()
    try {
      // Under their own keys: what is there from a try that was interrupted is not doubled.
      for (const { state: _state, failure, ...request } of current.entries()) {
        outbox.add(request)
        if (failure !== null) outbox.refuse(request.key, failure)
      }
    } catch {
      return outbox.close()
    }
    stopRetrying()
    current.close()
    current = outbox
    if (trouble !== null) onTrouble(trouble)
    onRecovered()
  }
}
