import { describe, expect, it } from 'vitest'
import { en } from './en'
import { vi } from './vi'

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value] as const] : [...flatten(value, `${path}${key}.`)],
    ),
  )
}

const vietnamese = flatten(vi)
const english = flatten(en)
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted()

describe('message catalogues', () => {
  it('have exactly the same keys', () => {
    expect([...english.keys()]).toEqual([...vietnamese.keys()])
  })

  it('have no empty text, and Vietnamese in composed letters', () => {
    for (const texts of [vietnamese, english]) for (const [key, text] of texts) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of vietnamese) expect(text.normalize('NFC'), key).toBe(text)
  })

  it('fill the same placeholders in both languages', () => {
    for (const [key, text] of vietnamese) expect(placeholders(english.get(key)!), key).toEqual(placeholders(text))
  })

  it('do not leave English words in Vietnamese by accident', () => {
    // A unit behind a number is the same in both.
    const isUnit = (text: string): boolean => /^(\{\w+\}[ /]*(m|km|m²|km²|ha|%|KB|MB|GB)?[ /·]*)+$/.test(text)
    const same = [...vietnamese].filter(([key, text]) => english.get(key) === text && !isUnit(text)).map(([key]) => key)
    expect(same).toEqual(['product', 'gauge.levelName'])
  })
})
