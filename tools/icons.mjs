import { inProject } from './environment.mjs'
import { runCommand } from './command.mjs'
import { runAsCommand } from './options.mjs'

const sizesPx = [16, 24, 32, 48, 64, 128, 256, 512]

// Run by hand after the drawing changed; the pictures are kept in the repository, so that packaging needs no drawing tool.
await runAsCommand('icons', async () => {
  const drawing = inProject('build', 'icons', 'icon.svg')
  for (const sizePx of sizesPx) {
    const file = inProject('build', 'icons', `${sizePx}x${sizePx}.png`)
    const result = await runCommand('rsvg-convert', ['--width', String(sizePx), '--height', String(sizePx), '--output', file, drawing])
    if (!result.ok) throw new Error(`${result.problem}; on Debian: apt-get install librsvg2-bin\n${result.output}`)
  }
  console.log(`[icons] ${sizesPx.length} pictures in build/icons`)
})
