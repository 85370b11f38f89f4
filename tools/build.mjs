import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { lastLines, runCommand } from './command.mjs'
import { childEnvironment, inProject, projectFolder, toolNode } from './environment.mjs'
import { CommandError } from './options.mjs'
import { stopWatch } from './setup/progress.mjs'
import { sourceStamp } from './sourceStamp.mjs'

/** What the build is made of. */
const sources = ['src', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']
const stampFile = inProject('out', '.stamp')

/** Builds `out/` unless it was built from exactly these sources. */
export async function build() {
  const stamp = sourceStamp(projectFolder, sources)
  if (isBuilt(stamp)) return
  console.log('[build] building')
  const elapsed = stopWatch()
  const viteProgram = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const result = await runCommand(toolNode(), [viteProgram, 'build', '--logLevel', 'warn'], { cwd: projectFolder, env: childEnvironment() })
  if (!result.ok) throw new CommandError(`electron-vite build failed (${result.problem}):\n${lastLines(result.output, 40)}`)
  writeFileSync(stampFile, stamp)
  console.log(`[build] built in ${elapsed()}`)
}

/** @param {string} stamp */
function isBuilt(stamp) {
  const entry = inProject('out', 'main', 'index.js')
  return existsSync(entry) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
}
