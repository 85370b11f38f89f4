import { buildAlertState, buildText } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { filterAlerts } from './alertFilter'

const queue = [
  buildAlertState({
    alert: { id: 'flood', texts: [buildText({ event: 'Lũ', headline: 'Mực nước sông Hiếu vượt báo động 3 tại Đông Hà' })] },
  }),
  buildAlertState({
    alert: {
      id: 'road',
      texts: [buildText({ headline: 'Ngập đường Hoàng Diệu' })],
      areas: [{ description: 'Phường Nam Đông Hà', polygons: [], circles: [], geocodes: [] }],
    },
  }),
]
const found = (query: string) => filterAlerts(queue, query).map((state) => state.alert.id)

describe('search in the list', () => {
  it('finds by words in any order, with or without marks, in title, place and source', () => {
    expect(found('song hieu')).toEqual(['flood'])
    expect(found('dong ha')).toEqual(['flood', 'road'])
    expect(found('HÀ ngập')).toEqual(['road'])
    expect(found('khí tượng')).toEqual(['flood', 'road'])
    expect(found('sạt lở')).toEqual([])
  })

  it('gives the very same array back when nothing is asked', () => {
    expect(filterAlerts(queue, '  ')).toBe(queue)
  })
})
