import { describe, expect, it } from 'vitest'
import type { Notice } from '#shared/contract/stationPort'
import { detailLine, worstFirst } from './noticeDetails'

describe('details of a notice', () => {
  it('are given as their source gave them', () => {
    const details = { file: '/data/cache.sqlite', port: 4410, empty: '' }
    expect(detailLine({ id: 'n', atMs: 0, level: 'error', code: 'cache-unwritable', details })).toBe('/data/cache.sqlite · 4410')
  })
})

it('an error stands before everything that is newer and less', () => {
  const of = (id: string, level: Notice['level'], atMs: number): Notice => ({ id, level, atMs, code: 'process-restarted', details: {} })
  const notices = [of('info', 'info', 4), of('new', 'warning', 3), of('old', 'warning', 1), of('error', 'error', 2)]
  expect(worstFirst(notices).map(({ id }) => id)).toEqual(['error', 'new', 'old', 'info'])
})
