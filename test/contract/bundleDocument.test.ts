import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bundleRefusals, maximumListed, maximumPartBytes } from '#shared/contract/bundle'

const text = readFileSync('docs/bundle.md', 'utf8')
const command = readFileSync('src/gateway/bundleCliEntry.ts', 'utf8')

describe('docs/bundle.md', () => {
  it('says of every refusal what it means, and of no other', () => {
    const told = [...text.matchAll(/^\| `([a-z-]+)` +\| [^|]{10,}\|/gm)].map((match) => match[1])
    expect(told.filter((name) => !name?.startsWith('--')).toSorted()).toEqual([...bundleRefusals].toSorted())
  })

  it('names every option of the command', () => {
    const options = [...command.matchAll(/^ {8}([a-z]+): \{ type: /gm)].map((match) => match[1] ?? '')
    expect(options).toContain('since')
    for (const option of options.filter((name) => name !== 'help')) expect(text).toContain(`--${option}`)
  })

  it('gives the exit codes that the command ends with', () => {
    const used = [...command.matchAll(/return [^\n]*/g)].flatMap(([line]) => [...line.matchAll(/\b(6\d|7\d)\b/g)].map((match) => match[1]))
    const told = /^Exit codes: (.*)$/m.exec(text)?.[1] ?? ''
    expect([...new Set(used)].toSorted()).toEqual([...told.matchAll(/\b([67]\d) /g)].map((match) => match[1]))
  })

  it('names the limits as they are', () => {
    expect(text).toContain(`at most ${maximumPartBytes / 1_048_576} MiB`)
    expect(text).toContain(`Up to ${maximumListed.toLocaleString('en-US')} conflicts and refusals are listed`)
  })
})
