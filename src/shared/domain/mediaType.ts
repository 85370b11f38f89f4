import type { AttachmentMediaType } from '../contract/attachment'

/** So many first bytes are enough to tell. */
export const sniffedBytes = 64

/** Brands of ISO base media files (ISO/IEC 14496-12) that are MP4 clips; a still picture or a QuickTime film has another one. */
const clipBrands = ['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV', 'dash', 'mmp4', 'f4v ']

/** What a file is, from its first bytes; null for everything that may not be attached. The name and what others say of it do not count. */
export function sniffMediaType(first: Uint8Array): AttachmentMediaType | null {
  if (startsWith(first, [0xff, 0xd8, 0xff])) return 'image/jpeg'
  if (startsWith(first, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) && textAt(first, 12, 4) === 'IHDR') return 'image/png'
  if (textAt(first, 0, 4) === 'RIFF' && textAt(first, 8, 4) === 'WEBP') return 'image/webp'
  if (textAt(first, 0, 5) === '%PDF-') return 'application/pdf'
  if (textAt(first, 4, 4) === 'ftyp' && clipBrands.includes(textAt(first, 8, 4))) return 'video/mp4'
  return null
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function textAt(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length))
}
