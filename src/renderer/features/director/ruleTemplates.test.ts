import { expect, test } from 'vitest'
import { wallRule } from '#shared/contract/wall'
import { withRule } from './ruleTemplates'

test('a room without rules is offered one, switched off; switching it on keeps the others', () => {
  const [offered] = withRule([])
  expect(wallRule.safeParse(offered).success).toBe(true)
  expect(offered?.enabled).toBe(false)
  const other = { ...offered!, id: 'other' }
  expect(withRule([other], { ...offered!, enabled: true }).map(({ id, enabled }) => [id, enabled])).toEqual([
    ['other', false],
    ['alert-in-city', true],
  ])
  expect(withRule([{ ...offered!, enabled: true }])).toHaveLength(1)
})
