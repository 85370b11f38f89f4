import { z } from 'zod'

// C0 and C1 controls except tab and line feed, and the bidirectional overrides that can make a text read other than it is.
// eslint-disable-next-line no-control-regex
const unsafeCharacters = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/

/** Whether a text can be shown to a person as it stands: well-formed Unicode, no control and no direction-override characters. */
export function isSafeText(text: string): boolean {
  return !unsafeCharacters.test(text) && text.isWellFormed()
}

/** A text that came from outside, made safe to show: unsafe characters removed, lone surrogates replaced, Unicode NFC. */
export function toSafeText(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(new RegExp(unsafeCharacters, 'g'), '').normalize('NFC')
}

/** A text from outside made safe to show and cut to at most `max` UTF-16 units; a character is never cut in half. */
export function clipText(text: string, max: number): string {
  return toSafeText(text)
    .slice(0, max)
    .replace(/[\ud800-\udbff]$/, '')
}

/** Schema of a text a person will read, at most `max` UTF-16 units long. */
export const safeText = (max: number) => z.string().max(max).refine(isSafeText, { message: 'has control or direction-override characters' })

/** BCP 47 language tag, as CAP's `language` element carries it. */
export const languageTag = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
