import type { Notice } from '#shared/contract/stationPort'
import { createFormats } from '#i18n/formats'
import { createMessages } from '#i18n/messages'
import { describe, expect, it } from 'vitest'
import { detailLine } from './noticeDetails'

const translate = createMessages('vi').global.t
const formats = createFormats('vi', 'Asia/Ho_Chi_Minh')
const notice = (changes: Partial<Notice>): Notice => ({
  id: 'n',
  atMs: 0,
  level: 'error',
  code: 'cache-unwritable',
  details: {},
  ...changes,
})
const line = (changes: Partial<Notice>) => detailLine(notice(changes), (key, values = {}) => translate(key, values), formats)

describe('details of a notice', () => {
  it('are given as their source gave them', () => {
    expect(line({ details: { file: '/data/cache.sqlite', port: 4410, empty: '' } })).toBe('/data/cache.sqlite · 4410')
  })

  it('of a refused request say who was first and when', () => {
    const details = { code: 'already-acknowledged', by: 'Trực ban 2', atMs: Date.UTC(2020, 9, 17, 16, 4) }
    expect(line({ code: 'request-refused', details })).toBe('Trực ban 2 đã tiếp nhận lúc 17/10 23:04')
  })
})
