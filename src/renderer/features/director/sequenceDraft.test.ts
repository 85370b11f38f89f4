import { expect, test } from 'vitest'
import { tileContent } from '#shared/contract/wall'
import { sequenceOf, withDwell, withItem, type SequenceItem } from './sequenceDraft'

test('a sequence is gathered content by content, each with a time that the contract allows', () => {
  let items: SequenceItem[] = []
  items = withItem(items, { kind: 'clock' })
  expect(sequenceOf(items)).toBeUndefined()
  items = withItem(items, { kind: 'panorama', aim: { at: 'viewpoint', viewpointId: 'x' } })
  items = withItem(items, { kind: 'alerts' })
  items = withDwell(withDwell(items, 0, 1), 1, Number.NaN)
  expect(items.map(({ content, dwellS }) => [content.kind, dwellS])).toEqual([
    ['clock', 3],
    ['alerts', 15],
  ])
  const whole = sequenceOf(items)!
  expect(tileContent.safeParse(whole).success).toBe(true)
  expect(withItem(items, whole)).toHaveLength(4)
  const many = Array.from({ length: 9 }).reduce<SequenceItem[]>((before) => withItem(before, whole), items)
  expect(many).toHaveLength(20)
  expect(tileContent.safeParse(sequenceOf(many)).success).toBe(true)
})
