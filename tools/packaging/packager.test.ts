import { expect, test } from 'vitest'
import { packagerArguments } from './packager.mjs'

const record = {
  version: '45.4.1',
  reason: '',
  dist: '/r',
  executable: '/r/electron',
  electronPackage: '45.4.1',
  recipe: 1,
  override: null,
}
const official = { ...record, kind: 'official' as const }
const evaluation = { ...record, kind: 'evaluation' as const, version: '33.2.1' }
const order = { platform: 'linux' as const, targets: [], e2e: false, runtime: official }

test('a release has no word of evaluation, and no fuse is changed', () => {
  const words = packagerArguments(order).join(' ')
  expect(words).toContain('--linux dir deb tar.gz')
  expect(words).not.toMatch(/evaluation|electronFuses/)
})

test('a package of the evaluation runtime says so in its name', () => {
  const words = packagerArguments({ ...order, runtime: evaluation })
  expect(words.find((word) => word.startsWith('--config.artifactName='))).toContain('-evaluation.')
  expect(words).toContain('--config.electronVersion=33.2.1')
})

test('a package for the tests never lands where releases do', () => {
  const words = packagerArguments({ ...order, targets: ['dir'], e2e: true })
  expect(words).toContain('--config.directories.output=dist-pkg/e2e')
  expect(words).toContain('--config.electronFuses.enableNodeCliInspectArguments=true')
})
