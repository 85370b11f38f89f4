import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clipText, isSafeText, languageTag, safeText, toSafeText } from './text'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
)

describe('texts from outside', () => {
  test.each([
    ['NUL', 'a\0b', 'ab'],
    ['escape', 'a\u001b[2Jb', 'a[2Jb'],
    ['a direction override', 'a\u202eb', 'ab'],
    ['a direction isolate', 'a\u2066b\u2069', 'ab'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['Windows line ends', 'một\r\nhai', 'một\nhai'],
    ['a decomposed letter', 'Đông Ha\u0300', 'Đông Hà'],
  ])('%s', (_what, raw, safe) => {
    expect([isSafeText(raw) && raw === raw.normalize('NFC'), toSafeText(raw)]).toEqual([false, safe])
  })

  test('tabs, line feeds, emoji and Vietnamese stay as they are', () => {
    const text = 'Nước sông Hiếu\tBĐ3\nsơ tán 🚨 ngay'
    expect([isSafeText(text), toSafeText(text)]).toEqual([true, text])
  })

  test('whatever comes in, what comes out is safe, and making it safe again changes nothing', () => {
    fc.assert(fc.property(anyText, (text) => isSafeText(toSafeText(text)) && toSafeText(toSafeText(text)) === toSafeText(text)))
  })

  test('a cut text is safe and within the limit, wherever the cut falls', () => {
    fc.assert(
      fc.property(anyText, fc.nat(40), (text, max) => {
        expect(safeText(max).safeParse(clipText(text, max)).success).toBe(true)
      }),
    )
    expect(clipText('ab🚨', 3)).toBe('ab')
  })
})

test.each([
  ['vi', true],
  ['vi-VN', true],
  ['zh-Hant-TW', true],
  ['', false],
  ['v', false],
  ['vi_VN', false],
  ['vi-VN\0', false],
])('language tag %j: %s', (tag, valid) => {
  expect(languageTag.safeParse(tag).success).toBe(valid)
})
