import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { City } from '#city/readCity'
import { maximumListed, type BundleConflict, type MergeReport } from '#shared/contract/bundle'
import { noCursors, type Cursors } from '#shared/contract/ids'
import { clipText } from '#shared/contract/text'
import type { NewFact } from '#shared/contract/fact'
import { decide } from '../authority'
import { createCommitQueue, type Commit } from '../commitQueue'
import type { EventLog } from '../log/eventLog'
import type { PostShelf } from '../log/postShelf'
import { openSqliteLog } from '../log/sqliteLog'
import { foldForeignAlerts, offerAlert } from './alertOffer'
import { BundleRefused, readBundle, type BundleReader } from './bundleFile'
import { fingerprintOf, isFingerprint, readOrMakePostKey, readTrustedKeys, trustKey } from './bundleKeys'
import { factsIn, isSameFact, missingBefore } from './checkBundle'
import { checkContents, takeContents } from './bundleContents'
import { emptyReport } from './mergeReport'

export type ImportOptions = {
  /** The gateway's folder. Its gateway has to be stopped: an import claims the log as a gateway does. */
  dataFolder: string
  file: string
  city: Pick<City, 'manifest' | 'gauges'>
  /** Fingerprint of a key to believe from now on, as it was read out by the other post. */
  trust: string | null
  /** Epoch milliseconds. */
  now(): number
}

/**
 * Brings a bundle into a post's log, all of it in one transaction or nothing. Everything is checked before the first row is written, and
 * once more while it is written. Why a bundle was not taken is in the report; throws when this post's own files cannot be used.
 */
export async function importBundle(options: ImportOptions): Promise<MergeReport> {
  const report = emptyReport(options.file, options.now())
  let bundle: BundleReader | undefined
  try {
    bundle = openBelieved(options, report)
    return await mergeInto(options, bundle, report)
  } catch (error) {
    return { ...emptyReport(options.file, report.atMs), ...keptOf(report), outcome: 'refused', refusal: refusalOf(error) }
  } finally {
    bundle?.close()
  }
}

/** What is worth saying of a merge that did not happen. */
function keptOf({ from, relation, conflicts }: MergeReport): Pick<MergeReport, 'from' | 'relation' | 'conflicts'> {
  return { from, relation, conflicts }
}

function refusalOf(error: unknown): NonNullable<MergeReport['refusal']> {
  if (error instanceof BundleRefused) return { code: error.code, message: error.message }
  throw error
}

function open(file: string): BundleReader {
  try {
    return readBundle(file)
  } catch (error) {
    if (error instanceof BundleRefused) throw error
    throw new BundleRefused('not-a-bundle', (error as Error).message)
  }
}

function openBelieved(options: ImportOptions, report: MergeReport): BundleReader {
  const bundle = open(options.file)
  try {
    const { manifest } = bundle
    const fingerprint = fingerprintOf(manifest.publicKey)
    const { post, madeBy, madeAtMs, epoch, cityId } = manifest
    report.from = { post, madeBy, madeAtMs, epoch, fingerprint, cityId }
    if (cityId !== options.city.manifest.id) {
      throw new BundleRefused('other-city', `the bundle is of the city "${cityId}", this post is of "${options.city.manifest.id}"`)
    }
    const known =
      readOrMakePostKey(options.dataFolder).publicKey === manifest.publicKey ||
      readTrustedKeys(options.dataFolder).some(({ publicKey }) => publicKey === manifest.publicKey)
    if (known) return bundle
    if (options.trust === null || !isFingerprint(options.trust, fingerprint)) {
      const wrong = options.trust === null ? '' : `, and not ${options.trust}`
      throw new BundleRefused(
        'unknown-key',
        `the key ${fingerprint}${wrong} signed this, and it is not known here. Compare it with the other post by telephone, then import with --trust ${fingerprint}`,
      )
    }
    trustKey(options.dataFolder, { fingerprint, publicKey: manifest.publicKey, post, trustedAtMs: report.atMs })
    return bundle
  } catch (error) {
    bundle.close()
    throw error
  }
}

async function mergeInto(options: ImportOptions, bundle: BundleReader, report: MergeReport): Promise<MergeReport> {
  const opened = openSqliteLog({ file: join(options.dataFolder, 'log.sqlite'), now: options.now })
  if (!opened.ok)
    throw new BundleRefused('log-unusable', `${opened.file}: ${opened.detail}. The gateway has to be stopped during an import`)
  const { log, posts } = opened
  try {
    const shelf = posts()
    const relation = bundle.manifest.epoch === log.epoch ? 'same-log' : 'other-log'
    report.relation = relation
    const held = relation === 'same-log' ? log.heads() : heldOrFrom(shelf, bundle)
    check(bundle, held, relation, shelf, report)
    checkContents(bundle)
    if (report.facts.added > 0) await write(options, { bundle, log, shelf, held, report })
    report.contents = { ...(await takeContents(options.dataFolder, bundle, options.now)), leftOut: bundle.manifest.contentsLeftOut }
    report.outcome = report.facts.added + report.contents.added > 0 ? 'merged' : 'nothing-new'
    report.cursors = relation === 'same-log' ? furthest(held, bundle.manifest.to) : shelf.heldOf(bundle.manifest.epoch)
    return report
  } finally {
    log.close()
  }
}

/** The first bundle of another log may begin anywhere; those behind it have to continue. */
function heldOrFrom(shelf: PostShelf, bundle: BundleReader): Cursors {
  const met = shelf.posts().some(({ epoch }) => epoch === bundle.manifest.epoch)
  return met ? shelf.heldOf(bundle.manifest.epoch) : bundle.manifest.from
}

function furthest(one: Cursors, other: Cursors): Cursors {
  const further = (stream: keyof Cursors): number => Math.max(one[stream], other[stream])
  return { ...noCursors, alerts: further('alerts'), readings: further('readings'), room: further('room'), wall: further('wall') }
}

/** Reads the whole bundle once, counts what it would change, and refuses it where it does not fit to what is held here. */
function check(bundle: BundleReader, held: Cursors, relation: 'same-log' | 'other-log', shelf: PostShelf, report: MergeReport): void {
  const { epoch } = bundle.manifest
  const gaps = missingBefore(held, bundle.manifest)
  if (gaps.length > 0) {
    const missing = gaps.map(({ stream, first, last }) => `${stream} ${first} to ${last}`).join(', ')
    throw new BundleRefused('gap', `between what is here and this bundle are missing: ${missing}. Bring a bundle that begins earlier`)
  }
  for (const { fact } of factsIn(bundle)) {
    if (fact.seq > held[fact.stream]) {
      report.facts.added += 1
      continue
    }
    report.facts.duplicates += 1
    const here = relation === 'same-log' ? shelf.ownFact(fact.stream, fact.seq) : shelf.postFact(epoch, fact.stream, fact.seq)
    // What is not kept here any more cannot be compared; its number was given out once, by the same log.
    if (here === undefined || isSameFact(here, fact)) continue
    list(report, { kind: 'fact', stream: fact.stream, seq: fact.seq, here, there: fact })
  }
  if (report.conflicts.count > 0) {
    throw new BundleRefused(
      'conflict',
      `${report.conflicts.count} numbers stand for other facts here than in the bundle: this log was continued in two places`,
    )
  }
}

function list(report: MergeReport, conflict: BundleConflict): void {
  report.conflicts.count += 1
  if (report.conflicts.listed.length < maximumListed) report.conflicts.listed.push(conflict)
}

type Merge = { bundle: BundleReader; log: EventLog; shelf: PostShelf; held: Cursors; report: MergeReport }

async function write(options: ImportOptions, merge: Merge): Promise<void> {
  let trouble: unknown = null
  const queue = createCommitQueue(merge.log, (error) => (trouble = error))
  const result = await queue.run((commit) => {
    try {
      if (merge.report.relation === 'same-log') adoptAll(merge)
      else keepAndOffer(options, merge, commit)
      return { ok: true, value: null }
    } catch (error) {
      // Nothing of it may stay: only what leaves the transaction as an error takes it back.
      throw error instanceof BundleRefused ? error : new Error((error as Error).message, { cause: error })
    }
  })
  if (result.ok) return
  throw trouble instanceof BundleRefused ? trouble : new BundleRefused('log-unusable', result.failure.message)
}

function adoptAll({ bundle, shelf, held }: Merge): void {
  for (const written of factsIn(bundle)) if (written.fact.seq > held[written.fact.stream]) shelf.adopt(written)
}

function keepAndOffer(options: ImportOptions, { bundle, shelf, held, report }: Merge, commit: Commit): void {
  const { epoch, post } = bundle.manifest
  shelf.meet({ epoch, name: post, fingerprint: fingerprintOf(bundle.manifest.publicKey), broughtAtMs: report.atMs })
  const touched = new Set<string>()
  for (const written of factsIn(bundle)) {
    if (written.fact.seq <= held[written.fact.stream]) continue
    shelf.keep(epoch, written)
    const id = alertIdIn(written.fact.payload)
    if (written.fact.stream === 'alerts' && id !== undefined) touched.add(id)
  }
  const foreign = foldForeignAlerts(shelf.alertFactsOf(epoch))
  for (const id of touched) {
    const alert = foreign.get(id)
    if (alert === undefined) continue
    const offer = offerAlert(alert, commit.model)
    if (offer.conflict !== null) list(report, offer.conflict)
    if (offer.observation === null) {
      report.alerts[offer.kind === 'over' ? 'over' : 'duplicates'] += 1
      continue
    }
    const decision = decide(commit.model, offer.observation, {
      newId: randomUUID,
      nowMs: options.now(),
      gauges: options.city.gauges,
    })
    if (!decision.ok) {
      report.refused.count += 1
      if (report.refused.listed.length < maximumListed) report.refused.listed.push({ what: `alert ${id}`, why: decision.failure.message })
      continue
    }
    const appended = commit.append(decision.value.facts.map((fact) => cameBy(fact, post, epoch)))
    const counted = { raise: 'raised', update: 'updated', cancel: 'cleared' } as const
    report.alerts[appended.length === 0 || offer.kind === 'duplicate' || offer.kind === 'over' ? 'duplicates' : counted[offer.kind]] += 1
  }
}

function alertIdIn(payload: object): string | undefined {
  if ('alert' in payload) return (payload.alert as { id: string }).id
  return 'id' in payload ? (payload.id as string) : undefined
}

/** The same fact, saying that another post told it. */
function cameBy(fact: NewFact, post: string, epoch: string): NewFact {
  return {
    ...fact,
    actor: { kind: 'system', id: 'bundle', name: clipText(post, 200) },
    source: 'bundle',
    causedBy: fact.causedBy ?? `post ${epoch}`,
  }
}
