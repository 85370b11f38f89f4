import { expect, it } from 'vitest'
import { finished, mostCorners, withoutLast, withPlace, type Pointing } from './pointing'
import { place } from './testing/mapBuilders'

const some = (task: Pointing['task'], count: number): Pointing => ({ task, places: Array.from({ length: count }, () => place) })

it('is done with one place only when one was asked for', () => {
  expect([
    withPlace(some('point', 0), place).done,
    withPlace(some('polygon', 2), place).done,
    withPlace(some('line', 1), place).done,
  ]).toEqual([true, false, false])
})

it('is nothing until there is enough of it', () => {
  expect([finished(some('point', 0)), finished(some('line', 1)), finished(some('polygon', 2))]).toEqual([undefined, undefined, undefined])
  expect([finished(some('line', 2)), finished(some('polygon', 3))].map((each) => each?.places.length)).toEqual([2, 3])
})

it('takes the last place back, and takes no more than it can hold', () => {
  expect(withoutLast(some('line', 2)).places).toHaveLength(1)
  expect(withoutLast(some('line', 0)).places).toHaveLength(0)
  expect(withPlace(some('polygon', mostCorners), place).next.places).toHaveLength(mostCorners)
})
