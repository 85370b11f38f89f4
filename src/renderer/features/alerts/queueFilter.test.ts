import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { choicesIn, maximumViews, narrowed, nobody, noFilter, viewsFrom, withView, type QueueFilter } from './queueFilter'

const by = { atMs: builtAtMs, by: 'Lan' }
const area = { description: 'Phường Đông Lễ', polygons: [], circles: [], geocodes: [] }
const queue = [
  buildAlertState({ alert: { id: 'a', severity: 'critical', areas: [area] } }),
  buildAlertState({ alert: { id: 'b' }, acknowledged: by, assigned: { ...by, to: { id: null, name: 'Đội 1' } } }),
  buildAlertState({ alert: { id: 'c' }, shelved: { ...by, untilMs: 1, reason: '' } }),
  buildAlertState({ alert: { id: 'd' }, escalated: { ...by, level: 2, cause: 'not-seen', reason: '' } }),
]
const ids = (filter: Partial<QueueFilter>) => narrowed(queue, { ...noFilter, ...filter }).map(({ alert }) => alert.id)

describe('quick filters', () => {
  it.each([
    [{ severity: 'critical' }, 'a'],
    [{ stand: 'asking' }, 'ad'],
    [{ stand: 'acknowledged' }, 'b'],
    [{ stand: 'aside' }, 'c'],
    [{ stand: 'escalated' }, 'd'],
    [{ assignee: 'Đội 1' }, 'b'],
    [{ assignee: nobody }, 'acd'],
    [{ area: 'dong le' }, 'a'],
    [{ source: 'Đài Khí tượng Thủy văn', severity: 'critical' }, 'a'],
    [{ source: 'không ai' }, ''],
  ] as const)('%j leaves %s', (filter, left) => expect(ids(filter).join('')).toBe(left))

  it('that ask for nothing cost nothing', () => expect(narrowed(queue, noFilter)).toBe(queue))

  it('offer what the queue has', () => {
    expect(choicesIn(queue)).toEqual({ sources: ['Đài Khí tượng Thủy văn'], assignees: ['Đội 1'] })
  })
})

describe('saved views', () => {
  const view = (name: string) => ({ name, query: '', filter: noFilter })
  it('replace one of the same name, and are bounded', () => {
    expect(withView([view('a'), view('b')], { ...view('a'), query: 'lũ' })).toEqual([view('b'), { ...view('a'), query: 'lũ' }])
    const many = Array.from({ length: maximumViews }, (_, index) => view(String(index)))
    expect(withView(many, view('new'))).toHaveLength(maximumViews)
  })

  it('come back as they were kept, without what is damaged', () => {
    expect(viewsFrom(JSON.stringify([view('a'), { name: 1 }, null]))).toEqual([view('a')])
    expect([viewsFrom(null), viewsFrom('{'), viewsFrom('{}')]).toEqual([[], [], []])
  })
})
