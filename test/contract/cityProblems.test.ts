import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { problemCodes, sentenceOf, severityOf } from '#city/import/problemTable'
import { findingCodes, findingSentence } from '#city/verify/findingTable'

// The list of everything that an import and a verification can say is made from their tables.
// After a change of the tables: npx vitest run --project contract test/contract/cityProblems.test.ts -u

const answers = { refuse: 'refused', reject: 'left out', warn: 'said' } as const
/** Placeholders stay as they are. */
const unfilled = new Proxy<Record<string, string>>({}, { get: (_, word) => `{${String(word)}}` })
const cell = (text: string): string => text.replaceAll('|', '\\|')

test('docs/city-problems.md lists what the tables say', async () => {
  const ofImport = problemCodes.map((code) => {
    const { vi, en } = sentenceOf(code, unfilled)
    return `| \`${code}\` | ${answers[severityOf(code)]} | ${cell(en)} | ${cell(vi)} |`
  })
  const ofVerification = findingCodes.map((code) => {
    const { vi, en } = findingSentence({ code, detail: unfilled, id: null })
    return `| \`${code}\` | ${cell(en)} | ${cell(vi)} |`
  })
  const text = [
    '# What can be wrong with a city, and what is said of it',
    'Made from `src/city/import/problemTable.ts`, `src/city/read/sourceProblems.ts` and `src/city/verify/findingTable.ts`; a test keeps it so. How to read it: [city.md](city.md#when-a-source-is-bad).',
    '## An import',
    '**Refused**: nothing is imported. **Left out**: this feature cannot be used; nothing is imported unless `--keep-bad` says to go on without it. **Said**: it is put right or only unusual; it is counted.',
    ['| code | answer | English | Tiếng Việt |', '| --- | --- | --- | --- |', ...ofImport].join('\n'),
    '## A verification',
    'Each of these is a fault: the exit code is 65, and an import whose result has one is not swapped in.',
    ['| code | English | Tiếng Việt |', '| --- | --- | --- |', ...ofVerification].join('\n'),
  ].join('\n\n')
  const path = 'docs/city-problems.md'
  await expect(await format(text, { ...(await resolveConfig(path)), parser: 'markdown' })).toMatchFileSnapshot(`../../${path}`)
})

test('every sentence is there in both languages and no two codes are the same', () => {
  const all = [
    ...problemCodes.map((code) => sentenceOf(code, unfilled)),
    ...findingCodes.map((code) => findingSentence({ code, detail: unfilled, id: null })),
  ]
  for (const { vi, en } of all) {
    expect([vi.trim() === '', en.trim() === '', vi === en, vi.normalize('NFC') === vi]).toEqual([false, false, false, true])
    // What one language tells in numbers and names, the other does too.
    expect([...vi.matchAll(/\{\w+\}/g)].map(String).toSorted()).toEqual([...en.matchAll(/\{\w+\}/g)].map(String).toSorted())
  }
})
