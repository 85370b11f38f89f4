import { mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { crsCodes, crsOf } from '#city/read/crs'
import { mapBoundsOf } from '#city/read/mapBounds'
import { verifyCity } from '#city/verify/verifyCity'
import type { CityManifest } from '#shared/contract/city'
import { importStages, type ImportPreview, type ImportProgress, type ImportReport, type ImportStage } from '#shared/contract/cityImport'
import type { BuildingRows } from './buildingRows'
import { buildingsPath, encodeBuildingsTable } from './buildingsTable'
import { writeManifest } from './cityFiles'
import { deriveColumns } from './derivedColumns'
import { makeImportFolder, mayReplace, restorePrevious, swapIn, syncTree } from './folderSwap'
import { gatherDrafts, type Gathered } from './gatherDrafts'
import type { ImportOptions } from './importOptions'
import { reportFiles, summaryOf, writeReport } from './importReport'
import { localFrameAt } from './localFrame'
import { writeOtherParts } from './otherParts'
import { overlappingPairs } from './overlaps'
import { createProblemList, type ProblemList } from './problemList'
import { defaultLimits } from './sourceFile'
import { sourcesOf, readers } from './sources'
import { tilesetPath, writeTileset } from './tileset'
import { viewpointsOf } from './viewpoints'

export type ImportHooks = {
  onProgress?: (progress: ImportProgress) => void
  /** Ends the import with the signal's reason; nothing is left behind. */
  signal?: AbortSignal
  /** Asked when everything is made and verified; the city is swapped in only when it resolves with true. */
  approve?: (preview: ImportPreview) => Promise<boolean>
}

/** The folder for the city holds something that is not a city: it is not ours to replace. */
export class NotReplaceable extends Error {}

const widestKm = 200
const marginDeg = 0.005
/** Where on the way each stage begins, by what they take of a city of 30,000 buildings. */
const stageStarts: Readonly<Record<ImportStage, number>> = {
  reading: 0,
  terrain: 0.3,
  checking: 0.35,
  tiling: 0.4,
  verifying: 0.75,
  swapping: 0.97,
}

/**
 * Makes a city folder from sources: reads and checks them, writes everything into a new folder beside `out`, verifies that, and puts it
 * in place of `out` by renaming. Sources that are wrong give a report with `outcome: 'refused'`; the city that was there is not touched.
 * Throws when a file cannot be written, the folder is not to be replaced, or the signal says so.
 */
export async function importCity(options: ImportOptions, hooks: ImportHooks = {}): Promise<ImportReport> {
  const startedAtMs = performance.now()
  const out = resolve(options.out)
  restorePrevious(out)
  if (!mayReplace(out)) throw new NotReplaceable(out)
  await mkdir(dirname(out), { recursive: true })

  const problems = createProblemList()
  const tell = progressOf(hooks)
  const gathered = await gather(options, hooks, problems, (buildings) => tell('reading', 0.9, buildings))
  const rows = gathered.buildings
  const bounds = boundsOf(rows)
  checkWhole(rows, bounds, problems)
  const figures = { cityId: options.id, buildings: rows.count, roads: gathered.roads.length, facilities: gathered.facilities.length }
  const files = reportFiles(out)

  const report = async (outcome: ImportReport['outcome'], tiles: number, bytes: number): Promise<ImportReport> => {
    const made: ImportReport = {
      outcome,
      ...figures,
      ...summaryOf(problems),
      tiles,
      bytes,
      seconds: Math.round(performance.now() - startedAtMs) / 1_000,
      peakRssMB: Math.round(process.resourceUsage().maxRSS / 1_024),
      logFile: files.logFile,
      badFeaturesFile: problems.bad().length > 0 ? files.badFeaturesFile : null,
    }
    await writeReport(made, problems, files.badFeaturesFile)
    return made
  }
  const isRefused = (): boolean => problems.count('refuse') > 0 || (problems.count('reject') > 0 && options.keepBad !== true)
  if (isRefused()) return report('refused', 0, 0)

  const folder = await makeImportFolder(out)
  try {
    const made = await writeCity(folder, options, gathered, bounds, problems, hooks, tell)
    if (isRefused()) return await report('refused', 0, 0)
    tell('verifying', 0, rows.count)
    const findings = await verifyCity(folder, hooks.signal ? { signal: hooks.signal } : {})
    if (findings.problems.length > 0) throw new Error(`the new city does not verify: ${JSON.stringify(findings.problems.slice(0, 5))}`)
    await syncTree(folder)
    tell('swapping', 0, rows.count)
    const preview: ImportPreview = { ...figures, ...summaryOf(problems), bounds, bytes: made.bytes, synthetic: made.manifest.illustrative }
    if (hooks.approve !== undefined && !(await hooks.approve(preview))) return await report('declined', made.tiles, made.bytes)
    hooks.signal?.throwIfAborted()
    await swapIn(folder, out)
    tell('swapping', 1, rows.count)
    return await report('imported', made.tiles, made.bytes)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function gather(
  options: ImportOptions,
  { signal }: ImportHooks,
  problems: ProblemList,
  onBuildings: (count: number) => void,
): Promise<Gathered> {
  const crs = options.crs === undefined ? undefined : crsOf(options.crs)
  if (options.crs !== undefined && crs === undefined) {
    const detail = { crs: options.crs, known: crsCodes().slice(0, 24).join(', ') }
    problems.add({ code: 'crs-unknown', index: null, id: null, lonDeg: NaN, latDeg: NaN, detail })
  }
  // Only these need a shift of datum, in which files and web pages disagree.
  if (crs !== undefined && /^(VN-2000|Amersfoort)/.test(crs.name))
    problems.add({ code: 'crs-built-in', index: null, id: null, lonDeg: NaN, latDeg: NaN, detail: { crs: crs.code } })
  const gathered = await gatherDrafts(
    problems.count('refuse') > 0 ? [] : sourcesOf(options),
    readers,
    {
      limits: options.limits ?? defaultLimits,
      idsFromCentroid: options.idsFromCentroid ?? false,
      assumeHeights: options.assumeHeights ?? false,
      ...(crs && { crs }),
      ...(options.heightField !== undefined && { heightField: options.heightField }),
      ...(signal && { signal }),
    },
    problems,
    onBuildings,
  )
  return gathered
}

/** What only shows when all buildings are known. */
function checkWhole(rows: BuildingRows, bounds: CityManifest['bounds'], problems: ProblemList): void {
  const whole = (code: 'nothing-found' | 'city-too-wide', detail: Record<string, number>): void =>
    problems.add({ code, index: null, id: null, lonDeg: NaN, latDeg: NaN, detail })
  if (rows.count === 0) {
    if (problems.count('refuse') === 0) whole('nothing-found', {})
    return
  }
  const widthKm = Math.max(
    (bounds.eastDeg - bounds.westDeg) * 111.32 * Math.cos((bounds.southDeg * Math.PI) / 180),
    (bounds.northDeg - bounds.southDeg) * 110.57,
  )
  if (widthKm > widestKm) whole('city-too-wide', { widthKm: Math.round(widthKm), limitKm: widestKm })
  for (const [row, other] of overlappingPairs(rows)) {
    problems.add({
      code: 'buildings-overlap',
      index: rows.sourceIndex[row]!,
      id: rows.ids[row]!,
      lonDeg: rows.lonDeg[row]!,
      latDeg: rows.latDeg[row]!,
      detail: { other: rows.ids[other]! },
    })
  }
}

async function writeCity(
  folder: string,
  options: ImportOptions,
  gathered: Gathered,
  bounds: CityManifest['bounds'],
  problems: ProblemList,
  { signal }: ImportHooks,
  tell: Tell,
): Promise<{ tiles: number; bytes: number; manifest: CityManifest }> {
  const rows = gathered.buildings
  const isOpenStreetMap = gathered.mainReader.startsWith('OpenStreetMap')
  const licence = options.licence ?? (isOpenStreetMap ? 'ODbL 1.0' : 'chưa khai báo / not declared')
  const source = options.sourceName ?? (isOpenStreetMap ? '© OpenStreetMap contributors' : basename(options.source))
  const synthetic = gathered.synthetic || options.synthetic === true
  tell('terrain', 0, rows.count)
  const mapBounds = mapBoundsOf(bounds, gathered.roads, gathered.boundaries)
  const parts = await writeOtherParts(gathered, options, {
    folder,
    bounds,
    mapBounds,
    source,
    licence,
    synthetic,
    problems,
    ...(signal && { signal }),
  })
  tell('checking', 0, rows.count)
  const derived = deriveColumns(rows, parts.wards, parts.terrain, parts.floodM, problems)
  const frame = localFrameAt((bounds.westDeg + bounds.eastDeg) / 2, (bounds.southDeg + bounds.northDeg) / 2)
  const tiles = await writeTileset(
    folder,
    rows,
    derived,
    parts.wards.map(({ code }) => code),
    frame,
    { onTile: (done) => tell('tiling', done / rows.count, rows.count), ...(signal && { signal }) },
  )
  const wards = parts.wards.map(({ code, validFrom }) => ({ code, validFrom }))
  await writeFile(
    join(folder, buildingsPath),
    encodeBuildingsTable(rows, derived, { kind: 'buildings', schema: 1, wards, source, licence, synthetic }),
  )
  const attribution = [...new Set([...parts.attribution, `${source} (${licence})`])]
  await writeFile(join(folder, 'LICENSES.md'), `# Sources\n\n${attribution.map((line) => `- ${line}`).join('\n')}\n`)
  const buildingFiles = [...tiles.files, buildingsPath, 'LICENSES.md'].map((path) => ({ path, licence, synthetic }))
  const listed = [...parts.listed, ...buildingFiles]
  const nameVi = options.nameVi ?? options.nameEn ?? options.id
  const nameEn = options.nameEn ?? options.nameVi ?? options.id
  const manifest = await writeManifest(
    folder,
    {
      id: options.id,
      name: { vi: nameVi, en: nameEn },
      centreName: { vi: `Trung tâm điều hành ${nameVi}`, en: `${nameEn} Operations Centre` },
      timeZone: options.timeZone ?? 'Asia/Ho_Chi_Minh',
      bounds: mapBounds,
      viewpoints: viewpointsOf(rows),
      illustrative: listed.some((file) => file.synthetic),
      attribution: attribution.slice(0, 20),
      files: { ...parts.files, buildingTiles: tilesetPath, buildings: buildingsPath },
    },
    listed,
  )
  return { tiles: tiles.tiles, bytes: (manifest.inventory ?? []).reduce((sum, file) => sum + file.bytes, 0), manifest }
}

/** The box around all centres, with a margin that holds the buildings themselves. */
function boundsOf(rows: BuildingRows): CityManifest['bounds'] {
  const bounds = { westDeg: Infinity, southDeg: Infinity, eastDeg: -Infinity, northDeg: -Infinity }
  for (let row = 0; row < rows.count; row += 1) {
    bounds.westDeg = Math.min(bounds.westDeg, rows.lonDeg[row]!)
    bounds.eastDeg = Math.max(bounds.eastDeg, rows.lonDeg[row]!)
    bounds.southDeg = Math.min(bounds.southDeg, rows.latDeg[row]!)
    bounds.northDeg = Math.max(bounds.northDeg, rows.latDeg[row]!)
  }
  const rounded = (deg: number): number => Math.round(deg * 1e5) / 1e5
  return {
    westDeg: rounded(bounds.westDeg - marginDeg),
    southDeg: rounded(bounds.southDeg - marginDeg),
    eastDeg: rounded(bounds.eastDeg + marginDeg),
    northDeg: rounded(bounds.northDeg + marginDeg),
  }
}

type Tell = (stage: ImportStage, shareOfStage: number, buildings: number) => void

function progressOf({ onProgress }: ImportHooks): Tell {
  return (stage, shareOfStage, buildings) => {
    const next = importStages[importStages.indexOf(stage) + 1]
    const from = stageStarts[stage]
    const to = next === undefined ? 1 : stageStarts[next]
    onProgress?.({ stage, share: from + (to - from) * shareOfStage, buildings })
  }
}
