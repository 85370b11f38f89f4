import { existsSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readCity } from '#city/readCity'
import type { BundleManifest } from '#shared/contract/bundle'
import { clipText } from '#shared/contract/text'
import { version } from '../../package.json'
import { readBundle } from './bundle/bundleFile'
import { fingerprintOf, readOrMakePostKey, readTrustedKeys } from './bundle/bundleKeys'
import { exportBundle } from './bundle/exportBundle'
import { importBundle } from './bundle/importBundle'
import { keepReport, reportInWords } from './bundle/mergeReport'
import { formatCursors, parseSince } from './bundle/since'
import { openLogReader } from './log/logReader'

// Built entry of the bundle commands: plain Node, options and exit codes.

const help = `Toàn Cảnh bundles: facts from post to post without a network

  npm run bundle -- export --since CURSOR|TIME --out FILE [--data DIR] [--post NAME] [--by NAME]
  npm run bundle -- import --file FILE [--trust FINGERPRINT] [--data DIR]
  npm run bundle -- info [--file FILE] [--data DIR]

  --data DIR     the gateway's folder, or the data folder of a room       (default .room/gateway)
  --city DIR     city folder                                              (default resources/city/dong-ha)
  --since WHAT   0, alerts=N,readings=N,room=N or a time as 2026-10-17T23:00
  --out FILE     the new bundle
  --post NAME    what this post is called                                 (default: the name of the city's centre)
  --by NAME      who makes the bundle                                     (default: account and computer)
  --file FILE    the bundle to import or to look at
  --trust N      believe the key with this fingerprint from now on; compare it by telephone first
  --json         the import's report as JSON
  --help         this text

  An export may be made while the gateway runs. For an import stop the gateway.
  Exit codes: 0 done, 64 wrong option, 65 the bundle was refused, 73 a file could not be written, 77 unknown key,
  78 log or city not usable.`

type Words = { data: string; city: string; since: string; out: string; post: string; by: string; file: string; trust: string }

/** What a person can mend by writing the command otherwise. */
class UsageError extends Error {}

process.exitCode = await run()

async function run(): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string', default: '.room/gateway' },
        city: { type: 'string', default: 'resources/city/dong-ha' },
        since: { type: 'string', default: '' },
        out: { type: 'string', default: '' },
        post: { type: 'string', default: '' },
        by: { type: 'string', default: '' },
        file: { type: 'string', default: '' },
        trust: { type: 'string', default: '' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return say(help, 0)
    const [command, ...rest] = positionals
    if (rest.length > 0) throw new UsageError(`"${rest[0]}" is one word too many`)
    if (command === 'export') return runExport(values)
    if (command === 'import') return await runImport(values, values.json)
    if (command === 'info') return runInfo(values)
    throw new UsageError(command === undefined ? 'export, import or info?' : `there is no "${command}"; there are export, import and info`)
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException
    const wrongOption = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS') === true
    console.error(`bundle: ${message}${wrongOption ? `\n\n${help}` : ''}`)
    if (wrongOption) return 64
    return code !== undefined && /^E[A-Z]+$/.test(code) ? 73 : 78
  }
}

function runExport(words: Words): number {
  if (words.out === '') throw new UsageError('export needs --out FILE')
  if (words.since === '') throw new UsageError('export needs --since: 0 for everything')
  const since = readOption(() => parseSince(words.since))
  const { manifest: city } = readCity(resolve(words.city))
  const file = resolve(words.out)
  if (existsSync(file)) throw new UsageError(`${file} exists already: a bundle is never written over`)
  const manifest = exportBundle({
    dataFolder: gatewayFolder(words.data),
    file,
    since,
    about: {
      cityId: city.id,
      post: clipText(words.post || city.centreName.vi, 120),
      madeBy: clipText(words.by || `${userInfo().username}@${hostname()}`, 200),
      version,
    },
    nowMs: Date.now(),
  })
  return say(`bundle: ${file}\n${manifestInWords(manifest)}\nNext time: --since ${formatCursors(manifest.to)}`, 0)
}

async function runImport(words: Words, json: boolean): Promise<number> {
  if (words.file === '') throw new UsageError('import needs --file FILE')
  const dataFolder = gatewayFolder(words.data)
  // A mistyped folder must not become a post of its own.
  if (!existsSync(join(dataFolder, 'log.sqlite')))
    throw new Error(`there is no log in ${dataFolder}: start its gateway once, or name another --data`)
  const report = await importBundle({
    dataFolder,
    file: resolve(words.file),
    city: readCity(resolve(words.city)),
    trust: words.trust === '' ? null : words.trust,
    now: Date.now,
  })
  // Said before it is kept: what was merged is merged, also where the report finds no room.
  say(json ? JSON.stringify(report, null, 2) : reportInWords(report).trimEnd(), 0)
  const kept = keepReport(dataFolder, report)
  if (!json) say(`Report: ${kept}`, 0)
  if (report.refusal === null) return 0
  if (report.refusal.code === 'unknown-key') return 77
  return report.refusal.code === 'log-unusable' ? 78 : 65
}

function runInfo(words: Words): number {
  if (words.file !== '') return infoOfFile(resolve(words.file))
  const dataFolder = gatewayFolder(words.data)
  const log = openLogReader(join(dataFolder, 'log.sqlite'))
  try {
    const trusted = readTrustedKeys(dataFolder)
    say(`Log ${log.epoch}: ${formatCursors(log.heads())}`, 0)
    for (const { name, epoch, held } of log.posts()) say(`Held of post ${name}, log ${epoch}: ${formatCursors(held)}`, 0)
    say(`Key of this post: ${fingerprintOf(readOrMakePostKey(dataFolder).publicKey)}`, 0)
    for (const { post, fingerprint } of trusted) say(`Believed here: ${fingerprint}, ${post}`, 0)
    return 0
  } finally {
    log.close()
  }
}

function infoOfFile(file: string): number {
  try {
    const bundle = readBundle(file)
    bundle.close()
    return say(`bundle: ${file}\n${manifestInWords(bundle.manifest)}`, 0)
  } catch (error) {
    console.error(`bundle: ${file}: ${(error as Error).message}`)
    return 65
  }
}

function manifestInWords(manifest: BundleManifest): string {
  const contentBytes = manifest.contents.reduce((sum, content) => sum + content.bytes, 0)
  const storedBytes = manifest.parts.reduce((sum, part) => sum + part.storedBytes, contentBytes)
  return [
    `${manifest.facts} facts of log ${manifest.epoch}, city ${manifest.cityId}, ${storedBytes} bytes`,
    `${manifest.contents.length} attachments, ${manifest.contentsLeftOut} that the facts name are not in it`,
    `from ${formatCursors(manifest.from)} to ${formatCursors(manifest.to)}`,
    `post ${manifest.post}, made by ${manifest.madeBy} ${new Date(manifest.madeAtMs).toISOString()}, version ${manifest.version}`,
    `signed with the key ${fingerprintOf(manifest.publicKey)}`,
  ].join('\n')
}

/** The folder with the log: the one that was named, or the gateway's part of a room's data folder. */
function gatewayFolder(named: string): string {
  const folder = resolve(named)
  const inRoom = join(folder, 'gateway')
  return !existsSync(join(folder, 'log.sqlite')) && existsSync(join(inRoom, 'log.sqlite')) ? inRoom : folder
}

function readOption<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function say(text: string, exitCode: number): number {
  console.log(text)
  return exitCode
}
