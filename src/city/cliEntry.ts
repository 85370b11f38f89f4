import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { ImportReport } from '#shared/contract/cityImport'
import { cityInfoInWords, readCityInfo } from './command/cityInfo'
import { say, type Language } from './command/commandWords'
import { importCity, NotReplaceable } from './import/importCity'
import type { ImportOptions } from './import/importOptions'
import { findingSentence } from './verify/findingTable'
import { verifyCity } from './verify/verifyCity'

// Built entry of the city commands: plain Node, options and exit codes. The last line of import and verify is one JSON object.

const help = `Toàn Cảnh city folders

  npm run city -- import SOURCE --id ID --out DIR [options]
  npm run city -- verify DIR
  npm run city -- info DIR

  SOURCE                 buildings: GeoJSON, GeoJSONL, CityJSON 1.1 or 2.0, OpenStreetMap (.osm, .osm.pbf); any of them packed with gzip
  --id ID                the city's id: small letters, digits, hyphens
  --out DIR              the city's folder; a city that is there already is replaced when everything went well
  --name-vi, --name-en   its name
  --time-zone ZONE       (default Asia/Ho_Chi_Minh)
  --crs EPSG:CODE        coordinate system of SOURCE, when it does not say so itself
  --height-field NAME    property that holds the height
  --assume-heights       take usual heights where more than 30 % have none
  --ids-from-centroid    give buildings without an id one made from their place
  --keep-bad             import without the features that cannot be used
  --synthetic            SOURCE was made up; the screen will say so
  --dem FILE             heights: GeoTIFF or SRTM .hgt
  --gauge-zero M         zero of the river gauge above the height datum, for the flood field (default 0)
  --osm FILE             roads, water and facilities from OpenStreetMap
  --boundaries FILE      wards or communes, GeoJSON; with --valid-from DATE unless each has its date
  --facilities FILE      facilities, CSV
  --source TEXT, --licence TEXT   where the data is from, and under what terms
  --lang vi|en           language of messages (default vi)
  --help                 this text

  Exit codes: 0 done, 64 wrong option, 65 the source or the city has faults, 73 a file could not be written, 130 cancelled.`

const text = { type: 'string' } as const
const flag = { type: 'boolean', default: false } as const
const optionRules = {
  id: text,
  out: text,
  'name-vi': text,
  'name-en': text,
  'time-zone': text,
  crs: text,
  'height-field': text,
  'assume-heights': flag,
  'ids-from-centroid': flag,
  'keep-bad': flag,
  synthetic: flag,
  dem: text,
  'gauge-zero': text,
  osm: text,
  boundaries: text,
  'valid-from': text,
  facilities: text,
  source: text,
  licence: text,
  lang: { type: 'string', default: 'vi' },
  help: flag,
} as const

/** What a person can mend by writing the command otherwise. */
class UsageError extends Error {}

process.exitCode = await run()

async function run(): Promise<number> {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: optionRules })
    if (values.help) return show(help)
    const [command, place, ...rest] = positionals
    if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one word too many`)
    if (values.lang !== 'vi' && values.lang !== 'en') throw new UsageError(`--lang is vi or en, not ${values.lang}`)
    if (command === undefined) throw new UsageError('import, verify or info?')
    if (place === undefined) throw new UsageError(command === 'import' ? 'which source?' : 'which folder?')
    if (command === 'import') return await runImport(importOptions(place, values), values.lang)
    if (command === 'verify') return await runVerify(place, values.lang)
    if (command === 'info') return show(cityInfoInWords(readCityInfo(place), values.lang).join('\n'))
    throw new UsageError(`there is no "${command}"; there are import, verify and info`)
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    const wrongOption = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS') === true
    console.error(`city: ${message}${wrongOption ? '\nTry: npm run city -- --help' : ''}`)
    return wrongOption ? 64 : code !== undefined && /^E[A-Z]+$/.test(code) ? 73 : 65
  }
}

type Values = { [K in keyof typeof optionRules]?: (typeof optionRules)[K]['type'] extends 'string' ? string : boolean }

function importOptions(source: string, values: Values): ImportOptions {
  const { id, out } = values
  if (id === undefined || !/^[a-z0-9-]{1,40}$/.test(id)) throw new UsageError('--id: small letters, digits and hyphens, at most 40')
  if (out === undefined) throw new UsageError('--out: the folder for the city')
  if (values['valid-from'] !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values['valid-from']))
    throw new UsageError('--valid-from: a date as 2025-07-01')
  if (values['time-zone'] !== undefined && !isTimeZone(values['time-zone']))
    throw new UsageError(`--time-zone: there is no "${values['time-zone']}"`)
  if (values['gauge-zero'] !== undefined && !/^-?\d{1,3}(\.\d{1,3})?$/.test(values['gauge-zero']))
    throw new UsageError('--gauge-zero: metres as 0.35')
  for (const file of [source, values.dem, values.osm, values.boundaries, values.facilities]) {
    if (file !== undefined && !existsSync(file)) throw new UsageError(`there is no file ${file}`)
  }
  const given: { [K in keyof ImportOptions]?: ImportOptions[K] | undefined } = {
    nameVi: values['name-vi'],
    nameEn: values['name-en'],
    timeZone: values['time-zone'],
    crs: values.crs,
    heightField: values['height-field'],
    dem: values.dem,
    gaugeZeroM: values['gauge-zero'] === undefined ? undefined : Number(values['gauge-zero']),
    osm: values.osm,
    boundaries: values.boundaries,
    validFrom: values['valid-from'],
    facilities: values.facilities,
    licence: values.licence,
    sourceName: values.source,
    assumeHeights: values['assume-heights'],
    idsFromCentroid: values['ids-from-centroid'],
    keepBad: values['keep-bad'],
    synthetic: values.synthetic,
  }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<ImportOptions>
  return { ...known, source, id, out }
}

async function runImport(options: ImportOptions, language: Language): Promise<number> {
  const ended = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort(new Error(signal)))
  let stage = ''
  try {
    const report = await importCity(options, {
      signal: ended.signal,
      onProgress: (progress) => {
        if (progress.stage !== stage) console.error(`${Math.round(progress.share * 100)} % ${say(language, progress.stage)}`)
        stage = progress.stage
      },
    })
    tellReport(report, options, language)
    return report.outcome === 'imported' ? 0 : 65
  } catch (error) {
    if (ended.signal.aborted) {
      console.error(say(language, 'declined'))
      return 130
    }
    if (!(error instanceof NotReplaceable)) throw error
    console.error(say(language, 'notReplaceable', { folder: error.message }))
    return 73
  }
}

function tellReport(report: ImportReport, options: ImportOptions, language: Language): void {
  const { outcome, buildings, refused, rejected, warnings, problems } = report
  for (const { severity, sentence, index, id, place } of problems) {
    const where = [
      index === null ? '' : say(language, 'feature', { index }),
      id ?? '',
      place === null ? '' : `${place.lonDeg.toFixed(6)}, ${place.latDeg.toFixed(6)}`,
    ].filter((part) => part !== '')
    console.log(`${say(language, severity)}  ${sentence[language]}${where.length > 0 ? `  [${where.join('; ')}]` : ''}`)
  }
  const more = refused + rejected + warnings - problems.length
  if (more > 0) console.log(say(language, 'andMore', { count: more }))
  console.log(say(language, outcome, { buildings, folder: resolve(options.out), refused, rejected }))
  if (outcome === 'refused' && refused === 0) console.log(say(language, 'keepBad'))
  if (report.badFeaturesFile !== null) console.log(say(language, 'badFeatures', { file: report.badFeaturesFile }))
  console.log(say(language, 'log', { file: report.logFile }))
  const { problems: _, ...figures } = report
  console.log(JSON.stringify(figures))
}

async function runVerify(folder: string, language: Language): Promise<number> {
  const { problems, ...figures } = await verifyCity(folder)
  for (const problem of problems.slice(0, 50)) {
    const where = [problem.id ?? '', problem.place === null ? '' : `${problem.place.lonDeg}, ${problem.place.latDeg}`].filter(
      (part) => part !== '',
    )
    console.log(`${problem.file}: ${findingSentence(problem)[language]}${where.length > 0 ? `  [${where.join('; ')}]` : ''}`)
  }
  if (problems.length > 50) console.log(say(language, 'andMore', { count: problems.length - 50 }))
  console.log(problems.length === 0 ? say(language, 'sound', figures) : say(language, 'unsound', { count: problems.length }))
  console.log(JSON.stringify({ sound: problems.length === 0, problems: problems.length, ...figures }))
  return problems.length === 0 ? 0 : 65
}

function show(words: string): number {
  console.log(words)
  return 0
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
