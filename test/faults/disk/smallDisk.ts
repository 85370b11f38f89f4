import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of its own in memory, so small that it can be filled. */
export type SmallDisk = {
  path: string
  /** Takes all the room that is left. */
  fill(): void
  makeRoom(): void
  /** Whether the disk takes writes at all. */
  mount(how: 'ro' | 'rw'): void
  remove(): void
}

/** Why there are no small disks here; empty where there are. Only root may mount. */
export function noSmallDisks(): string {
  if (process.platform !== 'linux') return `no tmpfs on ${process.platform}`
  if (process.getuid?.() !== 0) return 'only root may mount a small disk'
  try {
    makeSmallDisk(1).remove()
    return ''
  } catch (error) {
    return `a tmpfs cannot be mounted here: ${(error as Error).message.split('\n')[0] ?? ''}`
  }
}

export function makeSmallDisk(sizeMb: number): SmallDisk {
  const path = mkdtempSync(join(tmpdir(), 'toan-canh-disk-'))
  const ballast = join(path, 'ballast')
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'toan-canh-test', path], { stdio: ['ignore', 'ignore', 'pipe'] })
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path)
      writeFileSync(ballast, Buffer.alloc(bavail * bsize))
    },
    makeRoom: () => rmSync(ballast),
    mount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, path]),
    remove() {
      if (existsSync(path)) execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}
