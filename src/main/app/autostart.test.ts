import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { autostartEntry, autostartFile, setAutostart } from './autostart'

describe('starting at login', () => {
  let home = ''
  beforeEach(() => (home = mkdtempSync(join(tmpdir(), 'toan-canh-autostart-'))))
  afterEach(() => rmSync(home, { recursive: true }))

  it('is one file where the desktop looks for it, there when on and gone when off, however often', () => {
    const file = autostartFile({}, home)
    expect(file).toBe(join(home, '.config/autostart/toan-canh.desktop'))
    expect(autostartFile({ XDG_CONFIG_HOME: '/etc/people' }, home)).toBe('/etc/people/autostart/toan-canh.desktop')
    setAutostart(file, null)
    setAutostart(file, ['/opt/ToanCanh/toan-canh'])
    setAutostart(file, ['/opt/ToanCanh/toan-canh', '--data=/srv/room'])
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/ToanCanh/toan-canh" "--data=/srv/room"\n')
    setAutostart(file, null)
    expect(existsSync(file)).toBe(false)
  })

  it('keeps spaces, quotes and signs of the shell in a path what they are', () => {
    const line = autostartEntry(['/opt/Toàn Cảnh/run', '--data=/a "b"/$c/50%']).split('\n')[4]
    expect(line).toBe(String.raw`Exec="/opt/Toàn Cảnh/run" "--data=/a \\"b\\"/\\$c/50%%"`)
  })
})
