import { expect, test } from 'vitest'
import { sniffMediaType } from './mediaType'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : part)))
const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

test.each([
  ['a photo', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF'), 'image/jpeg'],
  ['a picture', bytes(pngSignature, [0, 0, 0, 13], 'IHDR'), 'image/png'],
  ['a web picture', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp'],
  ['a document', bytes('%PDF-1.7\n'), 'application/pdf'],
  ['a clip', bytes([0, 0, 0, 24], 'ftypmp42'), 'video/mp4'],
  ['a program of Windows', bytes('MZ', [0x90, 0]), null],
  ['a program of Linux', bytes([0x7f], 'ELF'), null],
  ['a page', bytes('<!doctype html><script>'), null],
  ['a drawing that may hold scripts', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), null],
  ['an archive', bytes('PK', [3, 4]), null],
  ['a sound', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), null],
  ['a film of another family', bytes([0, 0, 0, 20], 'ftypqt  '), null],
  ['a still picture in that family', bytes([0, 0, 0, 24], 'ftypheic'), null],
  ['a document behind something else', bytes('MZ%PDF-1.7'), null],
  ['a cut signature', bytes(pngSignature.slice(0, 5)), null],
  ['nothing', bytes(), null],
])('%s', (_what, first, mediaType) => {
  expect(sniffMediaType(first)).toBe(mediaType)
})
