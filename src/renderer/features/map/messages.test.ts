import { describe, expect, it } from 'vitest'
import { mapMessagesEn } from './messages.en'
import { mapMessagesVi } from './messages.vi'

describe('the texts of the city view', () => {
  it('are the same set in both languages, none empty, in NFC', () => {
    expect(Object.keys(mapMessagesEn)).toEqual(Object.keys(mapMessagesVi))
    for (const text of [...Object.values(mapMessagesVi), ...Object.values(mapMessagesEn)]) {
      expect(text).not.toBe('')
      expect(text).toBe(text.normalize('NFC'))
    }
  })

  it('name the same places to fill in', () => {
    const gaps = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([gap]) => gap).toSorted()
    for (const [key, text] of Object.entries(mapMessagesVi))
      expect(gaps(mapMessagesEn[key as keyof typeof mapMessagesEn])).toEqual(gaps(text))
  })
})
