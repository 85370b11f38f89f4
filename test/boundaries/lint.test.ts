import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copyTree, runTool, tool, type TreeCopy } from './treeCopy'

type Break = { rule: string; file: string; text: string }
const component = (script: string, template = '<i />'): string =>
  `<script setup lang="ts">\n${script}\n</script>\n<template>${template}</template>\n`

/** What oxlint has to say about the scripts. */
const scriptBreaks: Break[] = [
  { rule: 'typescript(no-explicit-any)', file: 'src/gateway/plantedAny.ts', text: 'export const planted: any = 1\n' },
  {
    rule: 'typescript(no-explicit-any)',
    file: 'src/renderer/ui/PlantedAny.vue',
    text: component('const planted: any = 1\nvoid planted'),
  },
  { rule: 'import(no-default-export)', file: 'src/station/plantedDefault.ts', text: 'export default 1\n' },
  { rule: 'eslint(no-restricted-properties)', file: 'src/renderer/app/plantedRoom.ts', text: 'export const planted = window.room\n' },
  { rule: 'eslint(no-restricted-properties)', file: 'src/renderer/ui/PlantedRoom.vue', text: component("void window['room']") },
  {
    rule: 'eslint(no-restricted-properties)',
    file: 'src/renderer/app/plantedGlobalRoom.ts',
    text: 'export const planted = globalThis.room\n',
  },
  {
    rule: 'eslint(no-restricted-properties)',
    file: 'src/shared/domain/plantedClock.ts',
    text: 'export const planted = () => Date.now()\n',
  },
  {
    rule: 'eslint(no-restricted-properties)',
    file: 'src/shared/domain/plantedDice.ts',
    text: 'export const planted = () => Math.random()\n',
  },
  { rule: 'eslint(no-restricted-globals)', file: 'src/renderer/app/plantedStorage.ts', text: "localStorage.setItem('a', 'b')\n" },
  {
    rule: 'eslint(no-restricted-globals)',
    file: 'src/renderer/app/plantedSocket.ts',
    text: "export const planted = new WebSocket('ws://x')\n",
  },
  {
    rule: 'eslint(no-restricted-imports)',
    file: 'src/station/cache/plantedClimb.ts',
    text: "export * from '../../storage/openDatabase'\n",
  },
  { rule: 'eslint(no-eval)', file: 'src/station/plantedEval.ts', text: "export const planted: unknown = eval('1')\n" },
]

/** What eslint has to say about the templates. */
const templateBreaks: Break[] = [
  { rule: 'vue/no-v-html', file: 'src/renderer/ui/PlantedHtml.vue', text: component("const text = '<b>'", '<p v-html="text" />') },
  {
    rule: 'vue/require-v-for-key',
    file: 'src/renderer/ui/PlantedKey.vue',
    text: component('const all = [1]', '<p v-for="one in all">{{ one }}</p>'),
  },
]

describe('lint rules', () => {
  let tree: TreeCopy
  let script: string[]
  let template: string[]

  beforeAll(async () => {
    tree = copyTree()
    for (const { file, text } of [...scriptBreaks, ...templateBreaks]) tree.plant({ [file]: text })
    const oxlint = JSON.parse(await runTool(tree.folder, tool('oxlint', 'bin', 'oxlint'), ['--format', 'json', 'src'])) as {
      diagnostics: { code: string; filename: string }[]
    }
    script = oxlint.diagnostics.map(({ code, filename }) => `${code}: ${filename.replaceAll('\\', '/')}`)
    const eslint = JSON.parse(await runTool(tree.folder, tool('eslint', 'bin', 'eslint.js'), ['--format', 'json', 'src'])) as {
      filePath: string
      messages: { ruleId: string | null }[]
    }[]
    template = eslint.flatMap(({ filePath, messages }) => messages.map(({ ruleId }) => `${ruleId}: ${relative(tree, filePath)}`))
  })
  afterAll(() => tree.remove())

  test.each(scriptBreaks)('$rule is reported for $file', ({ rule, file }) => {
    expect(script.filter((found) => found.endsWith(`: ${file}`))).toContain(`${rule}: ${file}`)
  })

  test.each(templateBreaks)('$rule is reported for $file', ({ rule, file }) => {
    expect(template.filter((found) => found.endsWith(`: ${file}`))).toContain(`${rule}: ${file}`)
  })
})

function relative(tree: TreeCopy, path: string): string {
  return path.slice(path.indexOf(tree.folder) + tree.folder.length + 1).replaceAll('\\', '/')
}
