import { expect, test } from 'vitest'
import type { LogStatus } from '#shared/contract/feed'
import { createLogHealth } from './logHealth'

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

test('says once that the disk refuses, asks it again, and says once that it takes writes', () => {
  const told: LogStatus[] = []
  let nowMs = 1
  let retries = 0
  let tick: (() => void) | undefined
  const timers = { after: () => () => undefined, every: (_periodMs: number, work: () => void) => ((tick = work), () => (tick = undefined)) }
  const health = createLogHealth({ now: () => nowMs, timers, tell: (status) => told.push(status), retry: () => (retries += 1) })
  health.written()
  health.trouble(new TypeError('a bug'))
  nowMs = 2
  health.trouble(full)
  health.trouble(full)
  tick?.()
  nowMs = 3
  health.written()
  health.written()
  expect([told, retries, tick]).toEqual([
    [
      { durable: false, sinceMs: 2, detail: 'database or disk is full' },
      { durable: true, sinceMs: 3, detail: '' },
    ],
    1,
    undefined,
  ])
})
