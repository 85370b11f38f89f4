import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, renameSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** What can be at a place where a city is to be put: nothing, an empty folder or a city; anything else is not ours to replace. */
export function mayReplace(folder: string): boolean {
  if (!existsSync(folder)) return true
  try {
    return existsSync(join(folder, 'city.json')) || readdirSync(folder).length === 0
  } catch {
    return false
  }
}

/** A new empty folder beside `folder`, on the same disk; what earlier imports left there unfinished is removed. */
export async function makeImportFolder(folder: string): Promise<string> {
  const place = resolve(folder)
  for (const name of await readdir(dirname(place))) {
    if (name.startsWith(importPrefix(place)) && !isAlive(name)) await rm(join(dirname(place), name), { recursive: true, force: true })
  }
  const made = join(dirname(place), `${importPrefix(place)}${process.pid}-${randomUUID().slice(0, 8)}`)
  await mkdir(made)
  return made
}

/** Puts `made` where `folder` is, by renaming: the city that was there stands as `.previous` until the new one is in place, and comes back should that fail. */
export async function swapIn(made: string, folder: string): Promise<void> {
  const place = resolve(folder)
  const previous = previousOf(place)
  await rm(previous, { recursive: true, force: true })
  const existed = existsSync(place)
  if (existed) await rename(place, previous)
  try {
    await rename(made, place)
  } catch (error) {
    if (existed) await rename(previous, place)
    throw error
  }
  await syncFolder(dirname(place))
  await rm(previous, { recursive: true, force: true })
}

/** After a crash between the two renames the city is only there as `.previous`: puts it back. Says whether it did. */
export function restorePrevious(folder: string): boolean {
  const place = resolve(folder)
  if (existsSync(place) || !existsSync(join(previousOf(place), 'city.json'))) return false
  renameSync(previousOf(place), place)
  return true
}

/** Waits until everything within a folder is on the disk. */
export async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  // Together, since a disk can write many files at once.
  for (let from = 0; from < entries.length; from += mostAtOnce) {
    const together = entries.slice(from, from + mostAtOnce)
    await Promise.all(together.map((entry) => (entry.isDirectory() ? syncFolder : syncFile)(join(entry.parentPath, entry.name))))
  }
  await syncFolder(folder)
}

const mostAtOnce = 32

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows has no way to wait for a folder.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function importPrefix(place: string): string {
  return `.importing-${basename(place)}-`
}

function previousOf(place: string): string {
  return `${place}.previous`
}

function isAlive(name: string): boolean {
  const pid = Number(/-(\d+)-[^-]+$/.exec(name)?.[1])
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
