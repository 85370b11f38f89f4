import { z } from 'zod'
import { severity } from './alert'
import { contentBytes, contentHash } from './attachment'
import { fact } from './fact'
import { alertId, cursor, cursors, epoch, seq, streamName, timeMs } from './ids'
import { isSafeText, safeText } from './text'

/** A bundle: one signed file that carries facts of one log to another post when there is no network. `docs/bundle.md` tells it in words. */
export const bundleFormat = 1

/** Most bytes of one part before and after compression: what a reader has to hold at once. */
export const maximumPartBytes = 8_388_608
/** Most parts of one bundle. */
export const maximumParts = 50_000
/** Most bytes of a manifest. */
export const maximumManifestBytes = 16_777_216

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** 32 raw bytes in base64. */
const publicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/)

/** Read before everything else, so that a newer format is told from a damaged file. */
export const bundleFormatOnly = z.object({ format: z.int().positive() })

/** A run of facts in log order: JSON Lines, compressed with Brotli. */
export const bundlePart = z.strictObject({
  facts: z.int().positive(),
  /** Before compression, and as it stands in the file. */
  bytes: z.int().positive().max(maximumPartBytes),
  storedBytes: z.int().positive().max(maximumPartBytes),
  /** Of the bytes as they stand in the file. */
  sha256,
})
export type BundlePart = z.infer<typeof bundlePart>

/** Most attachments of one bundle. */
export const maximumBundleContents = 100_000
/** The bytes of an attachment as they are, behind the parts; its hash is its name. */
export const bundleContent = z.strictObject({ sha256: contentHash, bytes: contentBytes })
export type BundleContent = z.infer<typeof bundleContent>

export const bundleManifest = z.strictObject({
  format: z.literal(bundleFormat),
  /** Identity of the log the facts are from. */
  epoch: epoch.refine(isSafeText),
  cityId: safeText(40).min(1),
  /** What the post is called, and who made the file there. */
  post: safeText(120).min(1),
  madeBy: safeText(200),
  madeAtMs: timeMs,
  version: safeText(40),
  /** Ed25519 key that signed this, raw, in base64. */
  publicKey,
  /** Every fact behind `from`, up to and with `to`, of each stream. */
  from: cursors,
  to: cursors,
  facts: z.int().nonnegative(),
  parts: z.array(bundlePart).max(maximumParts),
  contents: z.array(bundleContent).max(maximumBundleContents),
  /** Attachments that the facts name and the post that made this had not got. */
  contentsLeftOut: z.int().nonnegative(),
})
export type BundleManifest = z.infer<typeof bundleManifest>

/** Keys of other posts that are believed at this one. */
export const trustedKeys = z.array(z.strictObject({ fingerprint: z.string().max(40), publicKey, post: safeText(120), trustedAtMs: timeMs }))
export type TrustedKey = z.infer<typeof trustedKeys>[number]

/** An alert as one post sees it, as far as two people need it to agree. */
export const alertVersion = z.strictObject({
  severity,
  headline: safeText(500),
  sentAtMs: timeMs,
  acknowledged: z.strictObject({ atMs: timeMs, by: safeText(200) }).nullable(),
  cleared: z.strictObject({ atMs: timeMs, reason: safeText(40) }).nullable(),
})
export type AlertVersion = z.infer<typeof alertVersion>

/** Two posts say different things about one thing; both versions, for people to settle. */
export const bundleConflict = z.discriminatedUnion('kind', [
  /** One number of one log stands for two facts: the log has been continued in two places. Nothing is merged then. */
  z.strictObject({ kind: z.literal('fact'), stream: streamName, seq, here: fact, there: fact }),
  /** What differs in an alert that both posts know. What is here stays. */
  z.strictObject({
    kind: z.literal('alert'),
    id: alertId,
    differs: z.array(z.enum(['content', 'acknowledged', 'cleared'])).min(1),
    here: alertVersion,
    there: alertVersion,
  }),
])
export type BundleConflict = z.infer<typeof bundleConflict>

/** Closed list of why a bundle as a whole is not taken. */
export const bundleRefusals = [
  'not-a-bundle',
  'cut-short',
  'future-format',
  'wrong-signature',
  'unknown-key',
  'damaged',
  'invalid-fact',
  'other-city',
  'gap',
  'conflict',
  'log-unusable',
] as const
export const bundleRefusal = z.enum(bundleRefusals)
export type BundleRefusal = z.infer<typeof bundleRefusal>

/** Most conflicts and refusals that are listed; all are counted. */
export const maximumListed = 1_000

/** What became of a bundle that was brought to a post. */
export const mergeReport = z.strictObject({
  file: z.string(),
  atMs: timeMs,
  outcome: z.enum(['merged', 'nothing-new', 'refused']),
  /** Why nothing was merged; null when it was. */
  refusal: z.strictObject({ code: bundleRefusal, message: z.string() }).nullable(),
  from: z
    .strictObject({ post: safeText(120), madeBy: safeText(200), madeAtMs: timeMs, epoch, fingerprint: z.string(), cityId: z.string() })
    .nullable(),
  /** `same-log`: the facts continue this post's log. `other-log`: they are kept apart, and their alerts offered as observations. */
  relation: z.enum(['same-log', 'other-log']).nullable(),
  facts: z.strictObject({ added: cursor, duplicates: cursor }),
  /** What the alerts of another log became here. `over`: over there, and never known here. */
  alerts: z.strictObject({ raised: cursor, updated: cursor, cleared: cursor, duplicates: cursor, over: cursor }),
  /** Attachments: those that came with it, that were here already, and that found no room. `leftOut`: the bundle came without them. */
  contents: z.strictObject({ added: cursor, duplicates: cursor, noRoom: cursor, leftOut: cursor }),
  conflicts: z.strictObject({ count: cursor, listed: z.array(bundleConflict).max(maximumListed) }),
  refused: z.strictObject({ count: cursor, listed: z.array(z.strictObject({ what: z.string(), why: z.string() })).max(maximumListed) }),
  /** How far the log of the bundle is held here now. */
  cursors: cursors.nullable(),
})
export type MergeReport = z.infer<typeof mergeReport>
