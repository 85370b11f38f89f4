import { noCursors, streams, type Cursors, type StreamName } from '#shared/contract/ids'

/** Where an export begins: behind these cursors, or with what is kept of what was written down at or after a time (epoch milliseconds). */
export type Since = { kind: 'cursors'; cursors: Cursors } | { kind: 'time'; timeMs: number }

/** Before anything that a log can hold. */
const beginningMs = -8.64e15

/**
 * Reads `0` for everything that is kept, `alerts=10,readings=5,room=2` (a stream that is not named is taken whole) or an ISO 8601 time,
 * local where it names no offset. Throws an Error that says what can be written.
 */
export function parseSince(text: string): Since {
  const written = text.trim()
  if (written === '0') return { kind: 'time', timeMs: beginningMs }
  if (/^[a-z]+=/.test(written)) return { kind: 'cursors', cursors: parseCursors(written) }
  const timeMs = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(written) ? timeOf(written) : Number.NaN
  if (Number.isNaN(timeMs)) throw new Error(`--since takes 0, alerts=N,readings=N,room=N or a time as 2026-10-17T23:00, not "${text}"`)
  return { kind: 'time', timeMs }
}

/** Cursors as `parseSince` reads them. */
export function formatCursors(cursors: Cursors): string {
  return streams.map((stream) => `${stream}=${cursors[stream]}`).join(',')
}

// A date alone is midnight in UTC by the language's rules; who writes it means midnight here.
function timeOf(written: string): number {
  return Date.parse(written.includes('T') ? written : `${written}T00:00`)
}

function parseCursors(written: string): Cursors {
  const cursors = { ...noCursors }
  const seen = new Set<string>()
  for (const part of written.split(',')) {
    const match = /^([a-z]+)=(\d{1,15})$/.exec(part.trim())
    const stream = match?.[1] as StreamName | undefined
    if (stream === undefined || !streams.includes(stream) || seen.has(stream)) {
      throw new Error(`--since: "${part}" is not one of ${streams.map((name) => `${name}=N`).join(', ')}`)
    }
    seen.add(stream)
    cursors[stream] = Number(match?.[2])
  }
  return cursors
}
