import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { argv, cwd } from 'node:process'
import { build } from './build.mjs'
import { inProject } from './environment.mjs'
import { formatHelp, parseOptions, runAsCommand, UsageError } from './options.mjs'
import { setup } from './setup.mjs'
import { stopWatch } from './setup/progress.mjs'
import { startVirtualWall } from './virtualWall.mjs'
import { wallModes } from './virtualWall/wallGeometry.mjs'

/** @typedef {import('./virtualWall/wallGeometry.mjs').WallMode} WallMode */

const sizes = /** @type {WallMode[]} */ (Object.keys(wallModes))
const languages = ['vi', 'en']
/** One desk and three wall surfaces. */
const displays = 4

const rules = {
  only: { value: 'SIZE', choices: sizes, help: 'this size only', example: '--only 1920x1080' },
  lang: { value: 'vi|en', choices: languages, help: 'this language only', example: '--lang vi' },
  out: { value: 'DIR', help: 'where the pictures go (default: screenshots)', example: '--out docs/pictures' },
  help: { help: 'this text' },
}

await runAsCommand('screenshots', async () => {
  const { options, words } = parseOptions(argv.slice(2), rules)
  if (words.length > 0) throw new UsageError(`unexpected ${words[0]}`)
  if (options.help) return console.log(`npm run screenshots\n\n${formatHelp('npm run screenshots --', rules)}`)
  if (process.platform !== 'linux') throw new UsageError('the pictures are taken on the virtual wall, which only Linux has')
  await setup({ wall: true })
  await build()
  const folder = typeof options.out === 'string' ? resolve(process.env.INIT_CWD ?? cwd(), options.out) : inProject('screenshots')
  mkdirSync(folder, { recursive: true })
  for (const size of sizes.filter((each) => options.only === undefined || each === options.only)) {
    for (const language of languages.filter((each) => options.lang === undefined || each === options.lang)) {
      await pictureAll(size, language, folder)
    }
  }
})

/** @param {WallMode} size @param {string} language @param {string} folder */
async function pictureAll(size, language, folder) {
  const elapsed = stopWatch()
  // Among the dependencies, which are there only after setup.
  const { takePictures } = await import('./pictures/takePictures.mjs')
  const wall = await startVirtualWall({ displays, mode: size })
  try {
    const names = await takePictures({ wall, displays, size, language, folder })
    console.log(`[screenshots] ${names.join(', ')} in ${elapsed()}`)
  } finally {
    await wall.stop()
  }
}
