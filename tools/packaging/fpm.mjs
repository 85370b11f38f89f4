#!/usr/bin/env node
// Makes a .deb with Debian's own dpkg-deb where electron-builder would start fpm, which it would have to download.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { controlFile, parseDebArguments } from './debArguments.mjs'

const compressions = { gz: 'gzip', xz: 'xz', bzip2: 'xz', zst: 'zstd' }

const order = parseDebArguments(process.argv.slice(2))
const stage = mkdtempSync(join(tmpdir(), 'toan-canh-deb-'))
try {
  chmodSync(stage, 0o755)
  for (const { from, to } of order.files) place(from, join(stage, to))
  const control = join(stage, 'DEBIAN')
  const installedKib = Number(execFileSync('du', ['-sk', '--apparent-size', stage], { encoding: 'utf8' }).split('\t')[0])
  mkdirSync(control)
  writeFileSync(join(control, 'control'), controlFile(order, installedKib))
  script(order.values.afterInstall, join(control, 'postinst'))
  script(order.values.afterRemove, join(control, 'postrm'))
  const compression = compressions[/** @type {keyof typeof compressions} */ (order.values.compression)] ?? 'xz'
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', stage, order.values.file], { stdio: 'inherit' })
} finally {
  rmSync(stage, { recursive: true, force: true })
}

/** @param {string} from @param {string} to */
function place(from, to) {
  const isFolder = from.endsWith('/')
  mkdirSync(isFolder ? to : dirname(to), { recursive: true })
  execFileSync('cp', ['-a', '--reflink=auto', '--no-preserve=ownership', isFolder ? `${from}.` : from, to])
}

/** @param {string | undefined} from @param {string} to */
function script(from, to) {
  if (from === undefined) return
  copyFileSync(from, to)
  chmodSync(to, 0o755)
}
