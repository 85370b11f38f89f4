import { buildAlertState } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { rowsShifted, stepCursor } from './alertCursor'

const row = (id: string) => buildAlertState({ alert: { id } })
const [a, b, c, d] = [row('a'), row('b'), row('c'), row('d')]

describe('moving through the list', () => {
  it('steps, stops at the ends and starts at either end', () => {
    expect(stepCursor([a, b], undefined, 1)).toEqual({ id: 'a', index: 0 })
    expect(stepCursor([a, b], undefined, -1)).toEqual({ id: 'b', index: 1 })
    expect(stepCursor([a, b], { id: 'a', index: 0 }, 1)).toEqual({ id: 'b', index: 1 })
    expect(stepCursor([a, b], { id: 'b', index: 1 }, 1)).toEqual({ id: 'b', index: 1 })
    expect(stepCursor([], { id: 'a', index: 0 }, 1)).toBeUndefined()
  })

  it('goes on from the old row when the selected alert has sunk', () => {
    expect(stepCursor([b, c, a], { id: 'a', index: 0 }, 1)).toEqual({ id: 'b', index: 0 })
    expect(stepCursor([a, c, b], { id: 'b', index: 1 }, -1)).toEqual({ id: 'a', index: 0 })
  })
})

describe('holding the view still', () => {
  const indexIn = (rows: (typeof a)[]) => (state: typeof a) => rows.indexOf(state)

  it('shifts by what came in above', () => {
    const after = [d, c, a, b]
    expect(rowsShifted([a, b], after, { first: 0, end: 2 }, undefined, indexIn(after))).toBe(2)
  })

  it('goes by the row under the hand, and by another when that one has moved', () => {
    const before = [a, b, c]
    const after = [d, a, c, b]
    expect(rowsShifted(before, after, { first: 0, end: 3 }, 2, indexIn(after))).toBe(0)
    const acknowledgedB = row('b')
    const sunk = [d, a, c, acknowledgedB]
    expect(rowsShifted(before, sunk, { first: 0, end: 3 }, 1, indexIn(sunk))).toBe(1)
  })

  it('does not move when nothing of the view is left or nothing changed', () => {
    expect(rowsShifted([a], [b], { first: 0, end: 1 }, undefined, indexIn([b]))).toBe(0)
    const same = [a]
    expect(rowsShifted(same, same, { first: 0, end: 1 }, undefined, indexIn(same))).toBe(0)
  })
})
