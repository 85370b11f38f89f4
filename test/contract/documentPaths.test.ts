import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]
/** Folders of the project; a code span that starts with one of them is taken to be a path. */
const folders = /^(?:src|test|tools|bench|resources|docs|build|\.ci)\//
/** A name that stands for many: `0001-what.sql` written as NNNN-what.sql, a pattern, a placeholder. */
const pattern = /[*<>{}]|NNNN|NAME|\.\.\./

const withoutFences = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, '')

/** Paths written as code, from the project's folder. */
function pathsIn(text: string): string[] {
  return [...withoutFences(text).matchAll(/`([^`\s]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((path) => folders.test(path) && !pattern.test(path))
}

/** Files that links and pictures point at, from the project's folder. */
function linksIn(document: string, text: string): string[] {
  return [...withoutFences(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target) && !target.startsWith('#'))
    .map((target) => normalize(join(dirname(document), target.split('#')[0] ?? '')))
}

/** Headings of a document as the anchors that links may name. */
function anchorsIn(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

const missing = (paths: string[]): string[] => paths.filter((path) => !existsSync(path))

describe('every document', () => {
  it.each(documents)('%s names only paths that exist', (document) => {
    expect(missing(pathsIn(readFileSync(document, 'utf8')))).toEqual([])
  })

  it.each(documents)('%s links only to what exists', (document) => {
    expect(missing(linksIn(document, readFileSync(document, 'utf8')))).toEqual([])
  })

  it.each(documents)('%s links only to headings that exist', (document) => {
    const text = readFileSync(document, 'utf8')
    const dead = [...withoutFences(text).matchAll(/\]\(((?![a-z]+:)[^)\s#]*)#([^)\s]+)\)/g)].filter(([, target = '', anchor = '']) => {
      const file = target === '' ? document : normalize(join(dirname(document), target))
      return !anchorsIn(readFileSync(file, 'utf8')).includes(anchor)
    })
    expect(dead.map(([link]) => link)).toEqual([])
  })

  it('is looked at: the page of the architecture names every stop of the line', () => {
    const paths = pathsIn(readFileSync('docs/architecture.md', 'utf8'))
    const stops = ['inlet.ts', 'authority.ts', 'sqliteLog.ts', 'feedClient.ts', 'cache.ts', 'bridge.ts', 'AlertRow.vue', 'markLayer.ts']
    for (const stop of stops) expect(paths.filter((path) => path.endsWith(`/${stop}`))).not.toEqual([])
    expect(missing(['src/gateway/noSuchFile.ts'])).toEqual(['src/gateway/noSuchFile.ts'])
  })
})
