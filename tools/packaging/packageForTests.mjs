import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { inProject, projectFolder } from '../environment.mjs'
import { stopWatch } from '../setup/progress.mjs'
import { sourceStamp } from '../sourceStamp.mjs'
import { runPackager } from './packager.mjs'

const parts = ['out', 'resources', 'package.json', 'package-lock.json', 'electron-builder.yml', 'tools/packaging', '.runtime/runtime.json']
const stampFile = inProject('dist-pkg', 'e2e', '.stamp')
const unpackedFolders = {
  linux: 'linux-unpacked/toan-canh',
  win32: 'win-unpacked/toan-canh.exe',
  darwin: 'mac/ToanCanh.app/Contents/MacOS/ToanCanh',
}

/**
 * Packages the application as an unpacked folder that Playwright can attach to, unless that of these very files is there.
 * @returns {Promise<string>} Path of its executable.
 */
export async function packageForTests() {
  const executable = inProject('dist-pkg', 'e2e', unpackedFolders[/** @type {keyof typeof unpackedFolders} */ (process.platform)])
  const stamp = sourceStamp(projectFolder, parts)
  if (existsSync(executable) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return executable
  const elapsed = stopWatch()
  const exitCode = await runPackager({ targets: ['dir'], e2e: true })
  if (exitCode !== 0) throw new Error(`the application could not be packaged: exit code ${exitCode}`)
  writeFileSync(stampFile, stamp)
  console.log(`[package] packaged for the tests in ${elapsed()}`)
  return executable
}
