import { argv } from 'node:process'
import { build } from './build.mjs'
import { formatHelp, parseOptions, runAsCommand } from './options.mjs'
import { runPackager } from './packaging/packager.mjs'
import { setup } from './setup.mjs'

const rules = {
  e2e: { help: 'leave the fuse on that Playwright attaches through; goes to dist-pkg/e2e and is never released', example: '--e2e dir' },
  help: { help: 'this text' },
}
const usage = `npm run package [-- TARGET...]

Targets on Linux: dir, deb, tar.gz (made by default, without any download), AppImage (its tools are downloaded).
On Windows: nsis. On macOS: dmg.

${formatHelp('npm run package --', rules)}`

await runAsCommand('package', async () => {
  const { options, words } = parseOptions(argv.slice(2), rules)
  if (options.help) return console.log(usage)
  await setup()
  await build()
  return runPackager({ targets: words, e2e: options.e2e === true })
})
