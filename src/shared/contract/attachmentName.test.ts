import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachmentEndings, isAttachmentName, maximumNameLength, toAttachmentName, type AttachmentMediaType } from './attachmentName'

const mediaTypes = Object.keys(attachmentEndings) as AttachmentMediaType[]

describe('the name of an attachment', () => {
  test.each([
    ['Ảnh cầu Đông Hà.jpg', 'image/jpeg'],
    ['biên bản.PDF', 'application/pdf'],
    ['a.b.c.png', 'image/png'],
  ] as const)('%s stays as it is', (name, mediaType) => {
    expect([isAttachmentName(name, mediaType), toAttachmentName(name, mediaType)]).toEqual([true, name])
  })

  test.each([
    ['../../etc/passwd', 'image/png', 'passwd.png'],
    ['..\\..\\Windows\\win.ini', 'application/pdf', 'win.ini.pdf'],
    ['C:\\ảnh\\lũ.jpg', 'image/jpeg', 'lũ.jpg'],
    ['photo.jpg.exe', 'image/jpeg', 'photo.jpg.exe.jpg'],
    ['gpj.\u202eexe.jpg', 'image/jpeg', 'gpj.exe.jpg'],
    ['a\0b.png', 'image/png', 'ab.png'],
    ['CON.png', 'image/png', '_CON.png'],
    ['con .png', 'image/png', '_con.png'],
    ['lpt1', 'application/pdf', '_lpt1.pdf'],
    ['.png', 'image/png', 'png.png'],
    ['...', 'image/png', '_.png'],
    ['', 'video/mp4', '_.mp4'],
    ['a<b>|c?.mp4', 'video/mp4', 'a b  c.mp4'],
    ['two\nlines.webp', 'image/webp', 'two lines.webp'],
  ] as const)('%j of %s becomes %s', (given, mediaType, name) => {
    expect([isAttachmentName(given, mediaType), toAttachmentName(given, mediaType)]).toEqual([false, name])
  })

  test('a name without an end is cut, also in the middle of an emoji', () => {
    expect(toAttachmentName(`${'ả'.repeat(300)}.pdf`, 'application/pdf')).toHaveLength(maximumNameLength)
    expect(toAttachmentName('😀'.repeat(200), 'image/png').isWellFormed()).toBe(true)
  })

  test('whatever somebody calls a file, what comes out is a name, and stays it', () => {
    const strange = fc.array(fc.constantFrom('.', '/', '\\', ' ', 'CON', 'nul', '\u202e', '\0', '\ud800', 'đ', '😀', 'jpg', ':', '\n'))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          strange.map((parts) => parts.join('')),
        ),
        fc.constantFrom(...mediaTypes),
        (given, type) => {
          const name = toAttachmentName(given, type)
          expect([name, isAttachmentName(name, type), toAttachmentName(name, type)]).toEqual([name, true, name])
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
