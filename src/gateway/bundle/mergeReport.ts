import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AlertVersion, BundleConflict, MergeReport } from '#shared/contract/bundle'
import { formatCursors } from './since'

/** A report of a merge that has not begun. */
export function emptyReport(file: string, atMs: number): MergeReport {
  return {
    file,
    atMs,
    outcome: 'refused',
    refusal: null,
    from: null,
    relation: null,
    facts: { added: 0, duplicates: 0 },
    alerts: { raised: 0, updated: 0, cleared: 0, duplicates: 0, over: 0 },
    contents: { added: 0, duplicates: 0, noRoom: 0, leftOut: 0 },
    conflicts: { count: 0, listed: [] },
    refused: { count: 0, listed: [] },
    cursors: null,
  }
}

/** Conflicts that are told in words; the JSON beside has them all. */
const toldConflicts = 20

/** The report as a person reads it. */
export function reportInWords(report: MergeReport): string {
  const lines = [`Bundle ${report.file}, ${timeInWords(report.atMs)}`]
  if (report.from !== null) {
    const { post, madeBy, madeAtMs, fingerprint, epoch } = report.from
    lines.push(`From post ${post}, made by ${madeBy} ${timeInWords(madeAtMs)}, key ${fingerprint}, log ${epoch}`)
  }
  if (report.refusal !== null) lines.push(`REFUSED (${report.refusal.code}): ${report.refusal.message}`, 'Nothing was changed.')
  else if (report.outcome === 'nothing-new') lines.push('Nothing new: everything in it is here already.')
  else lines.push(...mergedInWords(report))
  lines.push(...contentsInWords(report))
  if (report.cursors !== null) lines.push(`Held of that log now: ${formatCursors(report.cursors)}`)
  if (report.refused.count > 0) {
    lines.push(
      `Not taken over: ${report.refused.count}`,
      ...report.refused.listed.slice(0, toldConflicts).map(({ what, why }) => `  ${what}: ${why}`),
    )
  }
  if (report.conflicts.count > 0) {
    lines.push(
      `Conflicts, for people to settle: ${report.conflicts.count}`,
      ...report.conflicts.listed.slice(0, toldConflicts).flatMap(conflictInWords),
    )
    const untold = report.conflicts.count - toldConflicts
    if (untold > 0) lines.push(`  and ${untold} more; see the JSON beside`)
  }
  return lines.join('\n') + '\n'
}

function mergedInWords({ relation, facts, alerts }: MergeReport): string[] {
  const counted = `${facts.added} facts added, ${facts.duplicates} were here already.`
  if (relation === 'same-log') return [`MERGED into this post's own log: ${counted}`]
  return [
    `MERGED, kept apart as a log of another post: ${counted}`,
    `Alerts: ${alerts.raised} raised here, ${alerts.updated} updated, ${alerts.cleared} called off, ${alerts.duplicates} known already, ${alerts.over} over there and unknown here.`,
  ]
}

function contentsInWords({ contents: { added, duplicates, noRoom, leftOut } }: MergeReport): string[] {
  if (added + duplicates + noRoom + leftOut === 0) return []
  return [`Attachments: ${added} added, ${duplicates} were here already, ${noRoom} found no room here, ${leftOut} were not in the bundle.`]
}

function conflictInWords(conflict: BundleConflict): string[] {
  if (conflict.kind === 'fact') {
    const { stream, seq, here, there } = conflict
    return [`  ${stream} ${seq}: here ${here.type} ${here.id}, there ${there.type} ${there.id}`]
  }
  return [
    `  alert ${conflict.id}: ${conflict.differs.join(', ')}`,
    `    here:  ${versionInWords(conflict.here)}`,
    `    there: ${versionInWords(conflict.there)}`,
  ]
}

function versionInWords(version: AlertVersion): string {
  const acknowledged =
    version.acknowledged === null
      ? 'nobody acknowledged it'
      : `acknowledged by ${version.acknowledged.by} ${timeInWords(version.acknowledged.atMs)}`
  const cleared = version.cleared === null ? 'goes on' : `${version.cleared.reason} ${timeInWords(version.cleared.atMs)}`
  return `${version.severity}, "${version.headline}", sent ${timeInWords(version.sentAtMs)}; ${acknowledged}; ${cleared}`
}

function timeInWords(atMs: number): string {
  return new Date(atMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC')
}

/** Keeps a report in the data folder, in words and as JSON. Returns the file with the words. */
export function keepReport(dataFolder: string, report: MergeReport): string {
  const folder = join(dataFolder, 'bundle-reports')
  mkdirSync(folder, { recursive: true })
  const name = join(folder, new Date(report.atMs).toISOString().replaceAll(/[:.]/g, '-'))
  writeFileSync(`${name}.json`, JSON.stringify(report, null, 2) + '\n')
  writeFileSync(`${name}.txt`, reportInWords(report))
  return `${name}.txt`
}
