import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { troubleCode } from '#shared/contract/ipc'
import { noticeCodes } from '#shared/contract/stationPort'

const text = readFileSync('docs/operations.md', 'utf8')

/** Cells behind the first of every table row. */
const rows = new Map([...text.matchAll(/^\| `?([^`|]+?)`? +\|(.*)\|$/gm)].map((match) => [match[1], (match[2] ?? '').split('|')]))

describe('docs/operations.md', () => {
  it('says of every notice what happened and what to do', () => {
    for (const code of noticeCodes) {
      const said = (rows.get(code) ?? []).map((cell) => cell.trim().length > 5)
      expect({ code, said }).toEqual({ code, said: [true, true] })
    }
  })

  it('names every reason not to start', () => {
    for (const code of troubleCode.options) expect(text).toContain(`\`${code}\``)
  })

  it('lists every exit code that the sources end with', () => {
    const sources = ['src/main/index.ts', 'src/gateway/cliEntry.ts'].map((file) => readFileSync(file, 'utf8')).join('\n')
    const codes = new Set([...sources.matchAll(/(?:\bexit\(|[?:] )(\d{1,3})\b(?=[,\s)])/g)].map((match) => match[1] ?? ''))
    expect([...codes].toSorted()).toEqual(['0', '64', '69', '73', '75', '78'])
    for (const code of codes) expect(rows.has(code)).toBe(true)
  })
})
