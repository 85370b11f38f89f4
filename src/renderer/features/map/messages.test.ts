import { describe, expect, it } from 'vitest'
import { mapMessagesEn } from './messages.en'
import { mapMessagesVi } from './messages.vi'

/** Every text with its path through the catalogue. */
function textsOf(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : textsOf(value as object, `${path}${key}.`),
  )
}

const vi = textsOf(mapMessagesVi)
const en = textsOf(mapMessagesEn)

describe('the texts of the city view', () => {
  it('are the same set in both languages, none empty, in NFC', () => {
    expect(en.map(([path]) => path)).toEqual(vi.map(([path]) => path))
    for (const [, text] of [...vi, ...en]) {
      expect(text).not.toBe('')
      expect(text).toBe(text.normalize('NFC'))
    }
  })

  it('name the same places to fill in', () => {
    const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).toSorted()
    const english = new Map(en)
    for (const [path, text] of vi) expect(gaps(english.get(path)!)).toEqual(gaps(text))
  })
})
