import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { expect, test } from 'vitest'
import { exitCodeOf } from './command.mjs'
import { childEnvironment, projectFolder, sqliteNativeFile } from './environment.mjs'

test('the programs among the dependencies come first, and Electron is not turned into a plain Node', () => {
  const before = process.env
  process.env = { ...before, ELECTRON_RUN_AS_NODE: '1', PATH: '/usr/bin', SQLITE_NATIVE: '/elsewhere' }
  try {
    const environment = childEnvironment({ LANG: 'vi_VN' })
    expect(environment.PATH).toBe(`${join(projectFolder, 'node_modules', '.bin')}${delimiter}/usr/bin`)
    expect(environment).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
    expect(environment.SQLITE_NATIVE).toBe(existsSync(sqliteNativeFile) ? sqliteNativeFile : undefined)
    expect(environment.LANG).toBe('vi_VN')
  } finally {
    process.env = before
  }
})

test.each([
  [0, null, 0],
  [73, null, 73],
  [null, 'SIGTERM' as const, 143],
  [null, 'SIGKILL' as const, 137],
])('exit code %s, signal %s is %s', (code, signal, expected) => {
  expect(exitCodeOf(code, signal)).toBe(expected)
})
