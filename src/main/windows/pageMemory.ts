/** What is remembered of one page's memory between looks. */
export type PageMemory = { overLooks: number }

export const freshMemory: PageMemory = { overLooks: 0 }

/** Looks in a row that a page has to be over its budget: what it frees by itself within them is no reason. */
export const looksOverBudget = 4
/** Above this many times its budget a page is loaded anew whatever goes on: the system would end it soon, without asking. */
const urgentFactor = 1.5
const mega = 1_048_576

/**
 * Bytes that one page may hold on a machine: all pages share three fifths of its memory, none gets more than 2 GiB, and none less than
 * 768 MiB, which a city view needs.
 */
export function pageBudget(totalBytes: number, pages: number): number {
  return Math.max(768 * mega, Math.min(2_048 * mega, (totalBytes * 0.6) / Math.max(1, pages)))
}

/** The memory of a page after one more look, and whether the page is to be loaded anew now: at a quiet moment, unless it is urgent. */
export function afterLook(before: PageMemory, bytes: number, budget: number, isQuiet: boolean): { memory: PageMemory; reload: boolean } {
  if (bytes <= budget) return { memory: freshMemory, reload: false }
  const overLooks = before.overLooks + 1
  const reload = overLooks >= looksOverBudget && (isQuiet || bytes > budget * urgentFactor)
  return { memory: reload ? freshMemory : { overLooks }, reload }
}
