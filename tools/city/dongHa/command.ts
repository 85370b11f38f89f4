import { cp, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { tmpdir } from 'node:os'
import { argv } from 'node:process'
import { verifyCity } from '#city/verify/verifyCity'
import { writeDemoCity } from './writeDemoCity'

// Makes the demo city anew: in a folder of its own first, verified, then over the one that is there.

const place = resolve(argv[2] ?? 'resources/city/dong-ha')
const made = await mkdtemp(join(tmpdir(), 'dong-ha-'))
try {
  const manifest = await writeDemoCity(place, made)
  const { problems, buildings, tiles, bytes } = await verifyCity(made)
  if (problems.length > 0) throw new Error(`it does not verify: ${JSON.stringify(problems.slice(0, 5), null, 2)}`)
  await rm(join(place, 'tiles'), { recursive: true, force: true })
  await cp(made, place, { recursive: true })
  console.log(JSON.stringify({ city: manifest.id, buildings, tiles, bytes }))
} finally {
  await rm(made, { recursive: true, force: true })
}
