import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

export const projectFolder = resolve(import.meta.dirname, '../..')

/** Path of a tool's program among the project's packages. */
export const tool = (...parts: string[]): string => join(projectFolder, 'node_modules', ...parts)

/** A copy of the sources and of every tool's configuration, so that rules can be broken without touching the real tree. */
export type TreeCopy = { folder: string; plant(files: Record<string, string>): void; remove(): void }

/** Copies the tree to a new temporary folder; packages are linked, not copied. */
export function copyTree(): TreeCopy {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'))
  cpSync(join(projectFolder, 'src'), join(folder, 'src'), { recursive: true })
  // Builders and the log in memory stand behind the tests of `src`, so that every import of the copy leads somewhere.
  for (const part of ['test/builders', 'test/simulation']) cpSync(join(projectFolder, part), join(folder, part), { recursive: true })
  for (const name of readdirSync(projectFolder)) {
    if (/^(\.dependency-cruiser\.mjs|\.oxlintrc\.json|eslint\.config\.js|package\.json|tsconfig.*\.json)$/.test(name))
      cpSync(join(projectFolder, name), join(folder, name))
  }
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return {
    folder,
    plant(files) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Runs a tool with this Node and resolves with what it printed, however it ended: finding something is not an error here. */
export function runTool(cwd: string, program: string, programArguments: string[]): Promise<string> {
  return new Promise((settle, reject) => {
    execFile(process.execPath, [program, ...programArguments], { cwd, maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      if (error !== null && stdout === '') reject(new Error(`${program}: ${error.message}\n${stderr}`))
      else settle(stdout)
    })
  })
}
