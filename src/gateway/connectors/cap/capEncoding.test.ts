import { describe, expect, it } from 'vitest'
import { decodeXml } from './capEncoding'

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Uint8Array => {
  const buffer = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  return new Uint8Array(order === 'le' ? buffer : buffer.swap16())
}

describe('decodeXml', () => {
  it.each([
    ['UTF-8 by default', new Uint8Array(Buffer.from('<a>Đông Hà</a>')), '', '<a>Đông Hà</a>'],
    [
      'UTF-8 with a mark, against the content type',
      new Uint8Array(Buffer.from('\ufeff<a>Đ</a>')),
      'text/xml; charset=iso-8859-1',
      '<a>Đ</a>',
    ],
    ['UTF-16 LE with a mark', utf16('<a>Hiếu</a>', 'le', true), '', '<a>Hiếu</a>'],
    ['UTF-16 BE with a mark', utf16('<a>Hiếu</a>', 'be', true), '', '<a>Hiếu</a>'],
    ['UTF-16 LE without a mark', utf16('<?xml version="1.0"?><a>ế</a>', 'le', false), '', '<?xml version="1.0"?><a>ế</a>'],
    ['UTF-16 BE without a mark', utf16('<?xml version="1.0"?><a>ế</a>', 'be', false), '', '<?xml version="1.0"?><a>ế</a>'],
    ['ISO-8859-1 by content type', latin1('<a>caf\u00e9</a>'), 'application/xml; charset="ISO-8859-1"', '<a>café</a>'],
    ['windows-1252 punctuation', bytes(0x3c, 0x61, 0x3e, 0x93, 0x80, 0x94), 'text/xml;charset=windows-1252', '<a>“€”'],
  ])('%s', (_name, document, contentType, expected) => {
    expect(decodeXml(document, contentType)).toEqual({ ok: true, value: expected })
  })

  it('reads the XML declaration, also that of Vietnamese Windows', () => {
    // Windows-1258 writes a tone as a mark after its vowel: a + 0xEC is á.
    const document = latin1('<?xml version="1.0" encoding="windows-1258"?><a>a\u00ec \u00f0</a>')
    const decoded = decodeXml(document, 'application/xml')
    expect(decoded.ok && decoded.value.normalize('NFC')).toContain('<a>á đ</a>')
  })

  it('refuses an encoding that it does not know, by name and with where the name came from', () => {
    expect(decodeXml(latin1('<?xml version="1.0" encoding="VISCII"?><a/>'), '')).toMatchObject({
      ok: false,
      failure: { code: 'invalid', message: 'the encoding "VISCII" (the XML declaration) is not supported: send UTF-8' },
    })
    expect(decodeXml(latin1('<a/>'), 'text/xml; charset=utf-7')).toMatchObject({
      failure: { message: 'the encoding "utf-7" (the content type) is not supported: send UTF-8' },
    })
    expect(decodeXml(bytes(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0), '')).toMatchObject({ failure: { details: { encoding: 'utf-32le' } } })
  })

  it('refuses bytes that are not text in the encoding instead of replacing them', () => {
    expect(decodeXml(bytes(0x3c, 0x61, 0x3e, 0xff), '')).toMatchObject({
      ok: false,
      failure: { message: 'the bytes are not utf-8 text, which is the encoding by default' },
    })
  })
})
