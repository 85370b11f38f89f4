import type { GeoCircle, GeoPoint, GeoRing } from '#shared/contract/geo'
import type { MessageReference } from '../connector'

/** A value read from its text, or what is wrong with it. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string }

const good = <T>(value: T): Parsed<T> => ({ ok: true, value })
const bad = (reason: string): { ok: false; reason: string } => ({ ok: false, reason })

/** A piece of a message inside a sentence: on one line, in quotes, cut with a sign when it is long. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `"${line.slice(0, 59)}…"` : `"${line}"`
}

// The largest ring of the product's own contract.
const maximumPairs = 20_000

const timeForm = /^(?<date>\d{4}-\d{2}-\d{2})T(?<time>(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?<offset>[+-](?:0\d|1[0-4]):[0-5]\d)$/

/** Epoch milliseconds of a CAP time, `YYYY-MM-DDThh:mm:ss±hh:mm` (CAP 1.2, 3.3.2). */
export function parseCapTime(text: string): Parsed<number> {
  const parts = timeForm.exec(text)?.groups
  if (parts === undefined) {
    const hint = /z$/i.test(text) ? 'CAP does not allow "Z": write UTC as +00:00' : 'write it as 2026-10-18T03:30:00+07:00'
    return bad(`${quoted(text)} is not a CAP time; ${hint}`)
  }
  // Date.parse moves 30 February on to March; a date that comes back as another one does not exist.
  const midnightMs = Date.parse(`${parts['date']}T00:00:00Z`)
  if (Number.isNaN(midnightMs) || new Date(midnightMs).toISOString().slice(0, 10) !== parts['date']) {
    return bad(`${quoted(text)} names a day that does not exist`)
  }
  return good(Date.parse(text))
}

/** The messages named by `references`: `sender,identifier,sent` triples with white space between them. */
export function parseReferences(text: string): Parsed<MessageReference[]> {
  const references: MessageReference[] = []
  for (const triple of text.split(/\s+/)) {
    const [sender, identifier, sent, ...more] = triple.split(',')
    if (!sender || !identifier || !sent || more.length > 0) return bad(`${quoted(triple)} is not "sender,identifier,sent"`)
    const sentAt = parseCapTime(sent)
    if (!sentAt.ok) return bad(`in ${quoted(triple)}: ${sentAt.reason}`)
    references.push({ sender, identifier, sentAtMs: sentAt.value })
  }
  return good(references)
}

/** A `polygon`: `lat,lon` pairs in degrees (WGS 84), at least four, the last equal to the first. */
export function parsePolygon(text: string): Parsed<GeoRing> {
  const pairs = text.split(/\s+/)
  if (pairs.length > maximumPairs) return bad(`has ${pairs.length} pairs, the limit is ${maximumPairs}`)
  const ring: GeoRing = []
  for (const [index, pair] of pairs.entries()) {
    const point = parsePoint(pair)
    if (!point.ok) return bad(`pair ${index + 1}: ${point.reason}`)
    ring.push([point.value.lonDeg, point.value.latDeg])
  }
  if (ring.length < 4) return bad(`has ${ring.length} pairs, a polygon has at least 4`)
  const [first, last] = [ring[0], ring.at(-1)]
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
    return bad(`is not closed: it begins at ${pairs[0]} and ends at ${pairs.at(-1)}`)
  return good(ring)
}

/** A `circle`: `lat,lon radius`, the radius in kilometres. */
export function parseCircle(text: string): Parsed<GeoCircle> {
  const [pair, radius, ...more] = text.split(/\s+/)
  if (pair === undefined || radius === undefined || more.length > 0) return bad(`${quoted(text)} is not "lat,lon radius"`)
  const centre = parsePoint(pair)
  if (!centre.ok) return centre
  const radiusKm = parseDecimal(radius)
  if (radiusKm === undefined) return bad(`${quoted(radius)} is not a radius in kilometres`)
  // Half the circumference of the Earth reaches everything.
  if (radiusKm < 0 || radiusKm > 20_100) return bad(`the radius ${radius} is not between 0 and 20100 km`)
  return good({ centre: centre.value, radiusM: Math.round(radiusKm * 1_000_000) / 1_000 })
}

function parsePoint(pair: string): Parsed<GeoPoint> {
  const [lat, lon, ...more] = pair.split(',')
  const latDeg = parseDecimal(lat ?? '')
  const lonDeg = parseDecimal(lon ?? '')
  if (latDeg === undefined || lonDeg === undefined || more.length > 0) return bad(`${quoted(pair)} is not "lat,lon"`)
  if (Math.abs(latDeg) > 90) return bad(`latitude ${lat} is not between -90 and 90 (CAP writes the latitude first)`)
  if (Math.abs(lonDeg) > 180) return bad(`longitude ${lon} is not between -180 and 180`)
  return good({ lonDeg, latDeg })
}

function parseDecimal(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : undefined
}
