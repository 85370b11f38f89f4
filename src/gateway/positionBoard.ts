import { maximumPositions, positions, type Positions, type UnitPosition } from '#shared/contract/position'
import { problemsIn } from '#shared/contract/problems'
import { fail, succeed, type Result } from '#shared/contract/result'
import type { Timers } from '#shared/timers'

/** The newest position of each unit, and who is told of it. It keeps nothing on disk: after a restart units are known again with their next position. */
export type PositionBoard = {
  /** Takes a POST of positions; older ones than are known are passed over. */
  receive(body: Buffer): Promise<Result<{ duplicate: boolean; taken: number }>>
  /** Takes positions that are known to be sound; answers how many were news. */
  put(positions: readonly UnitPosition[]): number
  /** All positions, in messages of a size that stations take. */
  all(): Positions[]
  close(): void
}

type Options = {
  /** Tells every station; those that are not ready for it go without. */
  tell(message: Positions): void
  /** Epoch milliseconds. */
  now(): number
  timers: Timers
}

// What arrives within this time is told together.
const togetherMs = 250
const maximumUnits = 20_000
// A unit whose clock is ahead by more than this would never be overtaken by its own next position.
const aheadLimitMs = 60_000
const forgottenAfterMs = 12 * 3_600_000

export function createPositionBoard({ tell, now, timers }: Options): PositionBoard {
  const newest = new Map<string, UnitPosition>()
  let untold = new Set<string>()
  let callOff: (() => void) | undefined

  function take(position: UnitPosition, nowMs: number): boolean {
    const known = newest.get(position.id)
    if (known !== undefined && position.atMs <= known.atMs) return false
    if (known === undefined && newest.size >= maximumUnits) forget(nowMs)
    if (known === undefined && newest.size >= maximumUnits) return false
    newest.set(position.id, position)
    untold.add(position.id)
    return true
  }

  function forget(nowMs: number): void {
    for (const [id, { atMs }] of newest) if (nowMs - atMs > forgottenAfterMs) newest.delete(id)
  }

  function tellUntold(): void {
    callOff = undefined
    const ids = untold
    untold = new Set()
    for (const message of messagesOf([...ids].flatMap((id) => newest.get(id) ?? []))) tell(message)
  }

  function put(all: readonly UnitPosition[]): number {
    const nowMs = now()
    const taken = all.reduce((sum, position) => sum + Number(take(position, nowMs)), 0)
    if (untold.size > 0) callOff ??= timers.after(togetherMs, tellUntold)
    return taken
  }

  return {
    put,
    async receive(body) {
      let value: unknown
      try {
        value = JSON.parse(body.toString('utf8'))
      } catch (error) {
        return fail('invalid', `positions: not JSON: ${(error as Error).message}`)
      }
      const parsed = positions.safeParse(value)
      if (!parsed.success) return fail('invalid', `positions: ${problemsIn(parsed.error)}`)
      const nowMs = now()
      const ahead = parsed.data.positions.find(({ atMs }) => atMs > nowMs + aheadLimitMs)
      if (ahead !== undefined) return fail('invalid', `positions: the clock of ${ahead.id} is ahead by more than a minute`)
      const taken = put(parsed.data.positions)
      return succeed({ duplicate: taken === 0, taken })
    },
    all() {
      forget(now())
      return messagesOf([...newest.values()])
    },
    close: () => callOff?.(),
  }
}

function messagesOf(all: readonly UnitPosition[]): Positions[] {
  return Array.from({ length: Math.ceil(all.length / maximumPositions) }, (_, index) => ({
    positions: all.slice(index * maximumPositions, (index + 1) * maximumPositions),
  }))
}
