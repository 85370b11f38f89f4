import { fail, succeed, type Result } from '#shared/contract/result'
import { toSafeText } from '#shared/contract/text'

// 0x80 to 0x9f of windows-1252. Node.js before 23.7 hands these bytes over as control characters; elsewhere the map finds nothing to do.
const windows1252Punctuation = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/**
 * The text of an XML document, by its byte order mark, else the `charset` of its content type, else its XML declaration, else UTF-8
 * (the order of RFC 7303). Bytes that are no text in that encoding are an error, never replaced.
 */
export function decodeXml(bytes: Uint8Array, contentType: string): Result<string> {
  const { name, from } = encodingOf(bytes, contentType)
  const shown = toSafeText(name).slice(0, 40)
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(name, { fatal: true })
  } catch {
    return fail('invalid', `the encoding "${shown}" (${from}) is not supported: send UTF-8`, { encoding: shown })
  }
  try {
    const text = decoder.decode(bytes)
    return succeed(decoder.encoding === 'windows-1252' ? withPunctuation(text) : text)
  } catch {
    return fail('invalid', `the bytes are not ${decoder.encoding} text, which is the encoding by ${from}`, { encoding: shown })
  }
}

function encodingOf(bytes: Uint8Array, contentType: string): { name: string; from: string } {
  const [first, second, third, fourth] = bytes
  const mark = 'the byte order mark'
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', from: mark }
  if (first === 0xff && second === 0xfe) return { name: third === 0 && fourth === 0 ? 'utf-32le' : 'utf-16le', from: mark }
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', from: mark }
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1]
  if (charset !== undefined) return { name: charset, from: 'the content type' }
  // "<?" in two-byte units: only UTF-16 looks like this, and its own declaration cannot be read before it is decoded.
  if (first === 0x3c && second === 0 && third === 0x3f && fourth === 0) return { name: 'utf-16le', from: 'its first bytes' }
  if (first === 0 && second === 0x3c && third === 0 && fourth === 0x3f) return { name: 'utf-16be', from: 'its first bytes' }
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const declared =
    /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1] ?? /^<\?xml\s+encoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1]
  return declared === undefined ? { name: 'utf-8', from: 'default' } : { name: declared, from: 'the XML declaration' }
}

function withPunctuation(text: string): string {
  return text.replaceAll(/[\u0080-\u009f]/g, (character) => windows1252Punctuation[character.charCodeAt(0) - 0x80] ?? character)
}
