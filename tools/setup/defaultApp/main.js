// What Electron runs when it is started with a folder instead of a packaged application:
//   electron [-r module]... [switches] <folder or file> [options of the application]
// The evaluation runtime comes without one of its own.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const require = createRequire(import.meta.url)
const { modules, target, version } = readArguments(process.argv.slice(1))

if (version) {
  console.log(`v${process.versions.electron}`)
  process.exit(0)
}
if (target === undefined) {
  console.error('usage: electron [-r module] [switches] <application folder or file> [options]')
  process.exit(64)
}
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
// Playwright loads itself this way, before the application.
for (const module of modules) require(resolve(module))
try {
  await start(resolve(target))
} catch (error) {
  console.error(`${target} could not be loaded:`, error)
  app.exit(1)
}

/** @param {string[]} words */
function readArguments(words) {
  const modules = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    if (word === '-r' || word === '--require') modules.push(words[++index])
    else if (word === '-v' || word === '--version') return { modules, target: undefined, version: true }
    else if (!word.startsWith('-')) return { modules, target: word, version: false }
  }
  return { modules, target: undefined, version: false }
}

/** @param {string} path */
async function start(path) {
  const manifestFile = join(path, 'package.json')
  const entry = require.resolve(path)
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
    if (manifest.version !== undefined) app.setVersion(manifest.version)
    app.setName(manifest.productName ?? manifest.name ?? app.getName())
    app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`)
    app.setAppPath(path)
  } else {
    app.setAppPath(dirname(entry))
  }
  await import(pathToFileURL(entry).href)
}
