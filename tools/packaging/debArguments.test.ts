import { expect, test } from 'vitest'
import { controlFile, parseDebArguments } from './debArguments.mjs'

const line = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgtk-3-0 | libgtk-3-0t64', '--deb-compression', 'gz'],
  ...[
    '--architecture',
    'amd64',
    '--after-install',
    '/tmp/in',
    '--description',
    'City control room\n Live alerts\n\n and a wall',
    '--version',
    '0.1.0',
  ],
  ...['--package', 'dist/a.deb', '--name', 'toan-canh', '--maintainer', 'Us <us@example.invalid>', '--deb-priority', 'optional'],
  ...['dist/linux-unpacked/=/opt/ToanCanh', 'build/icons/16x16.png=/usr/share/icons/a=b.png'],
]

test('reads what goes where and on what it depends', () => {
  const order = parseDebArguments(line)
  expect(order.files).toEqual([
    { from: 'dist/linux-unpacked/', to: '/opt/ToanCanh' },
    { from: 'build/icons/16x16.png', to: '/usr/share/icons/a=b.png' },
  ])
  expect(order.depends).toEqual(['libnss3', 'libgtk-3-0 | libgtk-3-0t64'])
  expect(order.values).toMatchObject({ file: 'dist/a.deb', afterInstall: '/tmp/in', compression: 'gz' })
})

test.each([
  [['-s', 'dir', '-t', 'rpm'], 'only a .deb out of folders can be made'],
  [['-s', 'dir', '-t', 'deb', '--epoch', '2'], 'option --epoch is not understood'],
  [['-s', 'dir', '-t', 'deb', 'folder'], 'folder does not say where it goes'],
])('refuses %j', (words, message) => {
  expect(() => parseDebArguments(words)).toThrow(message)
})

test('writes the control file', () => {
  expect(controlFile(parseDebArguments(line), 300)).toBe(`Package: toan-canh
Version: 0.1.0
Architecture: amd64
Maintainer: Us <us@example.invalid>
Installed-Size: 300
Depends: libnss3, libgtk-3-0 | libgtk-3-0t64
Section: misc
Priority: optional
Description: City control room
 Live alerts
 .
 and a wall
`)
})
