import { describe, expect, it } from 'vitest'
import { afterLook, freshMemory, looksOverBudget, pageBudget, type PageMemory } from './pageMemory'

const giga = 1024 ** 3

/** At which look a page is loaded anew; undefined when it never is. */
function reloadAt(looks: readonly { bytes: number; quiet?: boolean }[]): number | undefined {
  let memory: PageMemory = freshMemory
  for (const [index, { bytes, quiet = true }] of looks.entries()) {
    const next = afterLook(memory, bytes, 100, quiet)
    if (next.reload) return index + 1
    memory = next.memory
  }
  return undefined
}
const times = (count: number, look: { bytes: number; quiet?: boolean }) => Array.from({ length: count }, () => look)

describe('the memory of a page', () => {
  it('may grow to its budget for good', () => {
    expect(reloadAt(times(1_000, { bytes: 100 }))).toBeUndefined()
  })

  it('over its budget leads to a reload once it stays there, not when it is freed meanwhile', () => {
    expect(reloadAt(times(10, { bytes: 101 }))).toBe(looksOverBudget)
    const freed = [...times(looksOverBudget - 1, { bytes: 101 }), { bytes: 99 }]
    expect(reloadAt([...freed, ...freed, ...freed])).toBeUndefined()
  })

  it('waits for a quiet moment, except where the system would end the page before', () => {
    expect(reloadAt([...times(20, { bytes: 140, quiet: false }), { bytes: 140 }])).toBe(21)
    expect(reloadAt(times(20, { bytes: 151, quiet: false }))).toBe(looksOverBudget)
  })

  it('has a budget by the machine and by how many pages share it', () => {
    expect(
      [pageBudget(64 * giga, 2), pageBudget(16 * giga, 8), pageBudget(4 * giga, 16)].map((bytes) => Math.round(bytes / 1024 ** 2)),
    ).toEqual([2_048, 1_229, 768])
  })
})
