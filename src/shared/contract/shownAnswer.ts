import type { z } from 'zod'
import { cityAnswer } from './cityAnswer'

/** Longer questions (areas of very many corners), as JSON, are not put on a wall: what it shows is kept many times over. */
const longestQuestion = 100_000

/**
 * An answer on a wall: what was asked, by whom, when, and what it was answered from. It carries no picture: the same question, files and
 * model give the same answer, so the window that shows it computes it again, and says so when its city is not the one that was asked.
 */
export const shownAnswer = cityAnswer
  .pick({ question: true, inputsHash: true, model: true, dataClass: true, answeredAtMs: true, operator: true })
  .refine(({ question }) => JSON.stringify(question).length <= longestQuestion)
export type ShownAnswer = z.infer<typeof shownAnswer>
