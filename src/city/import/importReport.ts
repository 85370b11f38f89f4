import { rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { reportedProblem, type ImportReport, type ReportedProblem } from '#shared/contract/cityImport'
import { toSafeText } from '#shared/contract/text'
import type { ImportProblem } from './draft'
import type { ProblemList } from './problemList'
import { sentenceOf, severityOf } from './problemTable'

const mostReported = 50

/** A problem as it is told: with its sentences, and safe to show. */
export function reported(problem: ImportProblem): ReportedProblem {
  const { code, index, id, lonDeg, latDeg } = problem
  const isPlace = Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90
  const { vi, en } = sentenceOf(code, problem.detail)
  return reportedProblem.parse({
    code,
    severity: severityOf(code),
    index,
    id: id === null ? null : toSafeText(id).slice(0, 300),
    place: isPlace ? { lonDeg, latDeg } : null,
    sentence: { vi: toSafeText(vi).slice(0, 2_000), en: toSafeText(en).slice(0, 2_000) },
  })
}

/** How many problems there are of each kind, and the first ones. */
export function summaryOf(problems: ProblemList): Pick<ImportReport, 'refused' | 'rejected' | 'warnings' | 'counts' | 'problems'> {
  return {
    refused: problems.count('refuse'),
    rejected: problems.count('reject'),
    warnings: problems.count('warn'),
    counts: Object.fromEntries([...problems.counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    problems: problems.first(mostReported).map(reported),
  }
}

/** Where the log of an import into `out` is written, and the shapes of its bad features. */
export function reportFiles(out: string): { logFile: string; badFeaturesFile: string } {
  return { logFile: `${resolve(out)}.import.json`, badFeaturesFile: `${resolve(out)}.bad-features.geojson` }
}

/** Writes the log and, when there are any, the bad features; an older file of bad features goes. */
export async function writeReport(report: ImportReport, problems: ProblemList, badFeaturesFile: string): Promise<void> {
  await writeFile(report.logFile, `${JSON.stringify(report, null, 2)}\n`)
  if (report.badFeaturesFile === null) await rm(badFeaturesFile, { force: true })
  else await writeFile(badFeaturesFile, badFeaturesOf(problems.bad()))
}

/** A feature collection of what is wrong: the shape where there is one, else the place. Features without either have no geometry. */
function badFeaturesOf(bad: readonly ImportProblem[]): string {
  const features = bad.map((problem) => {
    const { code, severity, index, id, place, sentence } = reported(problem)
    const rings = (problem.rings ?? []).map(closedRing).filter((ring) => ring.length >= 4)
    const point = place === null ? null : { type: 'Point', coordinates: [place.lonDeg, place.latDeg] }
    return {
      type: 'Feature',
      properties: { code, severity, index, id, place, vi: sentence.vi, en: sentence.en },
      geometry: rings.length > 0 ? { type: 'Polygon', coordinates: rings } : point,
    }
  })
  return `${JSON.stringify({ type: 'FeatureCollection', features })}\n`
}

function closedRing(ring: readonly number[]): number[][] {
  const positions: number[][] = []
  for (let at = 0; at + 1 < ring.length; at += 2) {
    // NaN and what is beyond degrees cannot be written as GeoJSON.
    if (Math.abs(ring[at]!) <= 180 && Math.abs(ring[at + 1]!) <= 90) positions.push([ring[at]!, ring[at + 1]!])
  }
  const [first] = positions
  const last = positions.at(-1)
  if (first !== undefined && last !== undefined && (first[0] !== last[0] || first[1] !== last[1])) positions.push([...first])
  return positions
}
