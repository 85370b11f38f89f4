import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The city that tests run in: the one that is shipped. */
export const cityFolder = resolve('resources/city/dong-ha')

/** A folder that goes with the test. */
export function testFolder(name: string): { path: string; at(...parts: string[]): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `toan-canh-${name}-`))
  return { path, at: (...parts) => join(path, ...parts), remove: () => rmSync(path, { recursive: true, force: true }) }
}
