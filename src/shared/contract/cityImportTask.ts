import { z } from 'zod'
import { importPreview, importProgress, importReport } from './cityImport'
import { safeText } from './text'

/** An import that a person runs from the desk: what the page asks of main, what main tells its import process, and what they answer. */

export const importFileKinds = ['buildings', 'dem', 'osm', 'boundaries', 'facilities'] as const
export const importFileKind = z.enum(importFileKinds)
export type ImportFileKind = z.infer<typeof importFileKind>

/** What a person says about the sources. Files are not in it: they are chosen in the system's own dialog, and a page never names one. */
export const importWish = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: safeText(120),
  /** Null: the source's own word is taken. */
  crs: z
    .string()
    .regex(/^EPSG:\d{4,6}$/)
    .nullable(),
  validFrom: z.iso.date().nullable(),
  sourceName: safeText(300),
  licence: safeText(300),
  idsFromCentroid: z.boolean(),
  assumeHeights: z.boolean(),
  keepBad: z.boolean(),
})
export type ImportWish = z.infer<typeof importWish>

/** Why an import ended without a report. */
export const importFailureCode = z.enum(['in-use', 'not-replaceable', 'disk', 'died', 'internal'])

/** How the import of this application stands; every desk is told when it changes. */
export const importTask = z.strictObject({
  /** Names of the chosen files, without their folders. */
  files: z.partialRecord(importFileKind, safeText(300)),
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('idle') }),
    z.strictObject({ kind: z.literal('running'), progress: importProgress, cancelling: z.boolean() }),
    /** Made and verified; nothing is put in place before the person says so. */
    z.strictObject({ kind: z.literal('deciding'), preview: importPreview }),
    z.strictObject({ kind: z.literal('ended'), report: importReport, opensOnRestart: z.boolean() }),
    z.strictObject({ kind: z.literal('failed'), code: importFailureCode, detail: safeText(2_000) }),
    z.strictObject({ kind: z.literal('cancelled') }),
  ]),
})
export type ImportTask = z.infer<typeof importTask>

/** main -> import process. */
export const importOrder = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    out: z.string(),
    files: z.partialRecord(importFileKind, z.string()),
    wish: importWish,
  }),
  z.strictObject({ kind: z.literal('decide'), approved: z.boolean() }),
  z.strictObject({ kind: z.literal('cancel') }),
])
export type ImportOrder = z.infer<typeof importOrder>

/** import process -> main. */
export const importWord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), progress: importProgress }),
  z.strictObject({ kind: z.literal('preview'), preview: importPreview }),
  z.strictObject({ kind: z.literal('ended'), report: importReport }),
  z.strictObject({ kind: z.literal('failed'), code: importFailureCode, detail: safeText(2_000) }),
  z.strictObject({ kind: z.literal('cancelled') }),
])
export type ImportWord = z.infer<typeof importWord>
