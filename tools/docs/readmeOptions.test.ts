import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { inProject } from '../environment.mjs'
import { startRules } from '../startOptions.mjs'

test('README.md lists every option of npm start, and no other', () => {
  const configure = /\n## Configure\n([\s\S]*?)\n## /.exec(readFileSync(inProject('README.md'), 'utf8'))?.[1] ?? ''
  const listed = [...configure.matchAll(/^\| `--([a-z-]+)/gm)].map((match) => match[1])
  expect(listed).toEqual(Object.keys(startRules).filter((name) => name !== 'help'))
})
