import { describe, expect, it } from 'vitest'
import { detailLine } from './noticeDetails'

describe('details of a notice', () => {
  it('are given as their source gave them', () => {
    const details = { file: '/data/cache.sqlite', port: 4410, empty: '' }
    expect(detailLine({ id: 'n', atMs: 0, level: 'error', code: 'cache-unwritable', details })).toBe('/data/cache.sqlite · 4410')
  })
})
