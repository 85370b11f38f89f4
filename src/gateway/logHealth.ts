import type { LogStatus } from '#shared/contract/feed'
import { clipText } from '#shared/contract/text'
import type { Timers } from '#shared/timers'

/** How often a disk that refused is asked again while nobody else writes. */
const retryEveryMs = 2_000

/** Whether the log takes writes, told to the stations when it changes. */
export type LogHealth = {
  status(): LogStatus
  /** A transaction was lost, or something else went wrong. */
  trouble(error: unknown): void
  /** Something was written. */
  written(): void
  close(): void
}

type Options = {
  now(): number
  timers: Timers
  tell(status: LogStatus): void
  /** Writes anything, so that it shows when the disk has room again. */
  retry(): void
}

export function createLogHealth({ now, timers, tell, retry }: Options): LogHealth {
  let status: LogStatus = { durable: true, sinceMs: now(), detail: '' }
  let stopRetrying = (): void => undefined

  function become(durable: boolean, detail: string): void {
    status = { durable, sinceMs: now(), detail }
    tell(status)
  }

  return {
    status: () => status,
    trouble(error) {
      if (!status.durable || !isOfTheFile(error)) return
      become(false, clipText(error instanceof Error ? error.message : String(error), 500))
      stopRetrying = timers.every(retryEveryMs, retry)
    },
    written() {
      if (status.durable) return
      stopRetrying()
      become(true, '')
    },
    close: () => stopRetrying(),
  }
}

/** Trouble with the file of the log, rather than with something that wanted to write. */
function isOfTheFile(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}
