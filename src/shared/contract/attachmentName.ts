import { toSafeText, isSafeText } from './text'

/** Kinds of files that may be attached, each with the endings its names may have; the first is given to a name that has none. */
export const attachmentEndings = {
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'video/mp4': ['mp4', 'm4v'],
} as const
export type AttachmentMediaType = keyof typeof attachmentEndings

/** Longest name, in UTF-16 units. A file system takes 255 bytes, and a Vietnamese letter takes three at most. */
export const maximumNameLength = 80

// What some file system gives a meaning: separators, drives, streams, patterns, quotes, and the breaks that a text may have.
const meaningful = /[/\\:*?"<>|\t\n]/
/** Names of devices on Windows, with whatever ending. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\.|$)/i

/**
 * Whether a name can be shown to a person and offered for a file: one part, no control or direction characters, nothing that a file
 * system gives a meaning, and an ending that says what is inside.
 */
export function isAttachmentName(name: string, mediaType: AttachmentMediaType): boolean {
  return (
    name.length <= maximumNameLength &&
    name === name.trim() &&
    isSafeText(name) &&
    !meaningful.test(name) &&
    !name.startsWith('.') &&
    !device.test(name) &&
    hasEndingOf(name, mediaType)
  )
}

/** A name for what somebody called `given`, which may be anything: its last part, made harmless, with the right ending. */
export function toAttachmentName(given: string, mediaType: AttachmentMediaType): string {
  const lastPart = given.split(/[/\\]/).at(-1) ?? ''
  const harmless = toSafeText(lastPart)
    .replaceAll(new RegExp(meaningful, 'g'), ' ')
    .replace(/^[\s.]+/, '')
    .trimEnd()
  const ending = harmless.split('.').at(-1) ?? ''
  const stem = (hasEndingOf(harmless, mediaType) ? harmless.slice(0, -ending.length - 1) : harmless).replace(/[\s.]+$/, '')
  const kept = hasEndingOf(harmless, mediaType) ? ending : attachmentEndings[mediaType][0]
  const cut = stem
    .slice(0, maximumNameLength - kept.length - 1)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\s.]+$/, '')
  const named = cut === '' || device.test(cut) ? `_${cut}` : cut
  return `${named.slice(0, maximumNameLength - kept.length - 1)}.${kept}`
}

function hasEndingOf(name: string, mediaType: AttachmentMediaType): boolean {
  const endings: readonly string[] = attachmentEndings[mediaType]
  const dot = name.lastIndexOf('.')
  return dot > 0 && endings.includes(name.slice(dot + 1).toLowerCase())
}
