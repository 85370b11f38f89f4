import { z } from 'zod'
import { geoPoint } from './geo'
import { bilingual } from './room'
import { safeText } from './text'

/** What an import of a city says while it runs and when it has ended: to the terminal, and to the window that started it. */

export const importStages = ['reading', 'terrain', 'checking', 'tiling', 'verifying', 'swapping'] as const
export type ImportStage = (typeof importStages)[number]

export const importProgress = z.strictObject({
  stage: z.enum(importStages),
  /** Of the whole import, 0 to 1; never falls. */
  share: z.number().min(0).max(1),
  buildings: z.int().nonnegative(),
})
export type ImportProgress = z.infer<typeof importProgress>

export const reportedProblem = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,60}$/),
  /** Refuse: nothing can be imported. Reject: this feature cannot be used. Warn: it was put right, or is only unusual. */
  severity: z.enum(['refuse', 'reject', 'warn']),
  /** Position in the source, from 0; null for the file as a whole. */
  index: z.int().nonnegative().nullable(),
  id: safeText(300).nullable(),
  place: geoPoint.nullable(),
  sentence: bilingual,
})
export type ReportedProblem = z.infer<typeof reportedProblem>

const figures = {
  cityId: safeText(60),
  buildings: z.int().nonnegative(),
  roads: z.int().nonnegative(),
  facilities: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  rejected: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
  /** How many of each code. */
  counts: z.record(z.string(), z.int().nonnegative()),
  /** The first ones, the gravest first. */
  problems: z.array(reportedProblem).max(50),
}

/** What is about to take the place of the old city, when the person wants to see it before. */
export const importPreview = z.strictObject({
  ...figures,
  bounds: z.strictObject({ westDeg: z.number(), southDeg: z.number(), eastDeg: z.number(), northDeg: z.number() }),
  bytes: z.int().nonnegative(),
  synthetic: z.boolean(),
})
export type ImportPreview = z.infer<typeof importPreview>

export const importReport = z.strictObject({
  outcome: z.enum(['imported', 'refused', 'declined']),
  ...figures,
  tiles: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
  peakRssMB: z.number().nonnegative(),
  /** Everything above as JSON, and the shapes of the bad features; both beside the city's folder, not in it. */
  logFile: safeText(4_096),
  badFeaturesFile: safeText(4_096).nullable(),
})
export type ImportReport = z.infer<typeof importReport>
