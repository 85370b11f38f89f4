import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DisplayInfo } from './displayIdentity'
import { planSurfaces, type Plan } from './displayMatch'

/** Displays side by side from the left, the first of them primary. */
const row = (...displays: (readonly [id: number, label: string])[]): DisplayInfo[] =>
  displays.map(([id, label], index) => ({
    id,
    label,
    bounds: { x: index * 1_920, y: 0, width: 1_920, height: 1_080 },
    primary: index === 0,
  }))

const first = (displays: DisplayInfo[], maximum = Infinity): Plan => planSurfaces([], displays, null, maximum)
const then = (before: Plan, displays: DisplayInfo[], maximum = Infinity): Plan =>
  planSurfaces(
    before.surfaces.map(({ surface, home }) => ({ surface, home })),
    displays,
    before.deskHome,
    maximum,
  )
/** Id of the desk's display, and of each surface's; null for a parked one. */
const shown = (plan: Plan) => [plan.desk?.id, plan.surfaces.map(({ surface, display }) => [surface, display?.id ?? null])]

const wall = row([1, 'DESK'], [2, 'WALL'], [3, 'WALL'], [4, 'WALL'])

describe('the first time', () => {
  test('the desk is on the primary display, and every other one has a surface, from left to right', () => {
    expect(shown(first(wall.toReversed()))).toEqual([
      1,
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ])
  })

  test('one display is the desk', () => {
    expect(shown(first(row([1, ''])))).toEqual([1, []])
  })

  test('no more displays are used than were asked for', () => {
    expect(shown(first(wall, 2))).toEqual([1, [[1, 2]]])
  })

  test('without any display there is nothing to show, and nothing breaks', () => {
    expect(shown(first([]))).toEqual([undefined, []])
    expect(shown(then(first([]), wall))).toEqual([
      1,
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ])
  })
})

describe('displays that come and go', () => {
  test('a display that is away parks its surface; one that is new gets the next number', () => {
    const before = first(wall)
    const away = then(before, row([1, 'DESK'], [2, 'WALL'], [4, 'WALL']))
    expect(shown(away)).toEqual([
      1,
      [
        [1, 2],
        [2, null],
        [3, 4],
      ],
    ])
    expect(shown(then(away, row([1, 'DESK'], [2, 'WALL'], [4, 'WALL'], [9, 'OTHER'])))).toEqual([
      1,
      [
        [1, 2],
        [2, null],
        [3, 4],
        [4, 9],
      ],
    ])
  })

  test('the desk goes to a display of the wall while its own is away, and takes nothing from the wall', () => {
    const away = then(first(wall), row([2, 'WALL'], [3, 'WALL'], [4, 'WALL']))
    expect(shown(away)).toEqual([
      2,
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ])
    expect(shown(then(away, wall))).toEqual([
      1,
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ])
  })

  test('a desk and a wall of the same model are not mistaken for each other when one is left', () => {
    const before = first(row([1, 'DELL'], [2, 'DELL']))
    expect(shown(then(before, row([1, 'DELL'])))).toEqual([1, [[1, null]]])
    expect(shown(then(before, row([2, 'DELL'])))).toEqual([2, [[1, 2]]])
  })

  test('a replaced panel takes over the surface of the one before it', () => {
    const replaced = then(first(wall), row([1, 'DESK'], [2, 'WALL'], [7, 'NEW'], [4, 'WALL']))
    expect(shown(replaced)).toEqual([
      1,
      [
        [1, 2],
        [2, 7],
        [3, 4],
      ],
    ])
    expect(shown(then(replaced, row([1, 'DESK'], [7, 'NEW'])))).toEqual([
      1,
      [
        [1, null],
        [2, 7],
        [3, null],
      ],
    ])
  })
})

test('whatever is unplugged and plugged, in any order and with any panels alike: each display has its own surface, always', () => {
  const labels = fc.array(fc.constantFrom('', 'DELL', 'LG', 'NEC'), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(labels, fc.array(fc.array(fc.nat(7)), { maxLength: 8 }), (names, steps) => {
      const all = row(...names.map((label, index) => [index + 1, label] as const))
      const original = first(all)
      let plan = original
      for (const step of [...steps, all.map((_, index) => index)]) {
        const plugged = all.filter((_, index) => step.includes(index))
        // What is left moves together, as systems do; the first of it becomes the primary display.
        plan = then(plan, row(...plugged.map(({ id, label }) => [id, label] as const)))
        const isPlugged = (id: number | undefined): boolean => plugged.some((display) => display.id === id)
        expect(plan.surfaces.map(({ surface, display }) => [surface, display?.id ?? null])).toEqual(
          original.surfaces.map(({ surface, display }) => [surface, isPlugged(display?.id) ? display?.id : null]),
        )
        if (isPlugged(original.desk?.id)) expect(plan.desk?.id).toBe(original.desk?.id)
        else expect(plan.desk?.id).toBe(plugged[0]?.id)
      }
      expect(shown(plan)).toEqual(shown(original))
    }),
  )
})
