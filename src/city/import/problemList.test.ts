import { expect, test } from 'vitest'
import type { ImportProblem } from './draft'
import { createProblemList } from './problemList'

const problem = (code: ImportProblem['code'], index: number | null): ImportProblem => ({
  code,
  index,
  id: null,
  lonDeg: 107,
  latDeg: 16,
  detail: {},
  rings: [[1, 2]],
})

test('all are counted, few are kept, the gravest come first and those of the whole file before them', () => {
  const list = createProblemList()
  for (let index = 0; index < 500; index += 1) list.add(problem('ring-closed', index))
  for (let index = 0; index < 70; index += 1) list.add(problem('ring-self-crossing', index))
  list.add(problem('id-duplicate', 3))
  list.add(problem('coordinates-in-metres', null))
  expect(list.first(4).map(({ code, index }) => [code, index])).toEqual([
    ['coordinates-in-metres', null],
    ['id-duplicate', 3],
    ['ring-self-crossing', 0],
    ['ring-self-crossing', 1],
  ])
  expect([list.counts.get('ring-closed'), list.count('reject'), list.count('refuse'), list.first(1_000).length, list.bad().length]).toEqual(
    [500, 70, 2, 62, 72],
  )
})
