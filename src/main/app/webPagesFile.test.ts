import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readWebPages } from './webPagesFile'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'web-pages-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})
const write = (text: string): void => writeFileSync(join(folder, 'web-pages.json'), text)

test('nothing is allowed until somebody has written it down', () => expect(readWebPages(folder)).toEqual([]))

test('a page is read with what it may load from; unless somebody says so it is not wall-safe', () => {
  write('{"pages":[{"name":"Lượng mưa","url":"https://mua.example.invalid/","alsoFrom":["tiles.example.invalid"]}]}')
  expect(readWebPages(folder)).toEqual([
    { name: 'Lượng mưa', url: 'https://mua.example.invalid/', alsoFrom: ['tiles.example.invalid'], wallSafe: false },
  ])
})

test.each([
  '{',
  '{"pages":[{"name":"x","url":"file:///etc/passwd"}]}',
  '{"pages":[{"name":"x","url":"https://a:b@c.invalid/"}]}',
  '{"pages":[],"x":1}',
])('a list that cannot be understood allows nothing: %s', (text) => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  write(text)
  expect(readWebPages(folder)).toEqual([])
})
