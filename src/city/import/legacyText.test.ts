import { expect, test } from 'vitest'
import { legacyEncodingOf } from './legacyText'

test.each([
  ['Đông Hà', undefined],
  ['Phường Nam Đông Hà, Quảng Trị', undefined],
  ['Trường THCS Nguyễn Huệ', undefined],
  ['Thủy điện Rào Quán', undefined],
  ['Föhrenweg', undefined],
  ['Straße 12, Größe ½', undefined],
  ['Café du Théâtre', undefined],
  ['Església de Sant Miquel d’Engolasters', undefined],
  ['Seu d’Urgell — Plaça', undefined],
  ['Citroën', undefined],
  ['L·illa Carlemany, Escaldes', undefined],
  ['Col·legi Sant Ermengol', undefined],
  ['Müller & Söhne', undefined],
  ['25 m² 10°C', undefined],
  ['§«ng Hµ', 'TCVN3'],
  ['Ph­êng 1', 'TCVN3'],
  ['S«ng HiÕu', 'TCVN3'],
  ['BÖnh viÖn ®a khoa', 'TCVN3'],
  ['Ñoâng Haø', 'VNI'],
  ['Phöôøng 5', 'VNI'],
  ['Tröôøng hoïc', 'VNI'],
  ['Beänh vieän', 'VNI'],
  ['ÄÃ´ng HÃ\u00a0', 'mojibake'],
  ['Quáº£ng Trá»‹', 'mojibake'],
  ['PhÆ°á»ng', 'mojibake'],
  ['CafÃ©', 'mojibake'],
  ['Ch\ufffd', 'mojibake'],
])('%s', (text, encoding) => {
  expect(legacyEncodingOf(text)).toBe(encoding)
})
