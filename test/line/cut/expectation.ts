import type { AnyRequest } from '#shared/contract/feed'
import type { FailureCode } from '#shared/contract/result'

// What has to come of a cut, worked out a second time and by other means than the authority: from a short list of what happened to each
// alert in which order, and the rules of docs/decisions/0011.

/** Something that happened to an alert behind the back of the desk that was cut off. */
export type Elsewhere =
  | { what: 'acknowledged' | 'assigned' | 'corrected' | 'closed' | 'noted'; by: string; atMs: number }
  | { what: 'changed' | 'made graver' | 'ended'; by: string; atMs: number }

/** A request that was made without a line. */
export type Offline = { key: string; asked: AnyRequest; madeAtMs: number }

/** Why a request must be refused: who was first, and when. */
export type Conflict = { key: string; code: FailureCode; by: string; atMs: number }

type Mark = { by: string; atMs: number }
type Known = {
  acknowledged: Mark | null
  closed: Mark | null
  ended: Mark | null
  assignedElsewhere: Mark | null
  unread: (Mark & { code: 'stale-version' | 'already-amended' }) | null
  isCritical: boolean
}

/** The conflicts of one alert: first `elsewhere`, in its order, then the requests of the desk `own`, in theirs. Every alert begins as medium. */
export function conflictsOf(elsewhere: readonly Elsewhere[], requests: readonly Offline[], own: string): Conflict[] {
  const known: Known = { acknowledged: null, closed: null, ended: null, assignedElsewhere: null, unread: null, isCritical: false }
  for (const event of elsewhere) happened(known, event)
  return requests.flatMap((request) => {
    const refusal = refusalOf(known, request)
    if (refusal !== null) return [{ key: request.key, ...refusal }]
    carryOut(known, request, own)
    return []
  })
}

function happened(known: Known, { what, by, atMs }: Elsewhere): void {
  const mark = { by, atMs }
  if (what === 'acknowledged') known.acknowledged = mark
  if (what === 'assigned') known.assignedElsewhere = mark
  if (what === 'closed') known.closed = mark
  if (what === 'corrected') known.unread = { ...mark, code: 'already-amended' }
  if (what === 'changed' || what === 'made graver') known.unread = { ...mark, code: 'stale-version' }
  if (what === 'made graver') Object.assign(known, { acknowledged: null, closed: null, isCritical: true })
  if (what === 'ended') known.ended = mark
}

function refusalOf(known: Known, { asked }: Offline): Omit<Conflict, 'key'> | null {
  if (asked.type === 'alert.note') return null
  const seenTo = known.acknowledged ?? known.closed
  if (known.ended !== null && seenTo !== null) return { code: 'already-over', by: seenTo.by, atMs: known.ended.atMs }
  if (known.closed !== null) return { code: 'already-closed', ...known.closed }
  const acknowledged = known.acknowledged && { code: 'already-acknowledged' as const, ...known.acknowledged }
  const assigned = known.assignedElsewhere && { code: 'already-assigned' as const, ...known.assignedElsewhere }
  switch (asked.type) {
    case 'alert.acknowledge':
      return acknowledged ?? known.unread
    case 'alert.assign':
      return assigned
    case 'alert.amend':
      return known.unread
    case 'alert.close':
      return known.unread ?? (isFromElsewhere(known) ? acknowledged : null) ?? assigned
    default:
      throw new Error(`nothing is expected of ${asked.type}`)
  }
}

/** The desk's own acknowledgement does not stand in the way of its own close. */
const own = new WeakSet<Mark>()
const isFromElsewhere = ({ acknowledged }: Known): boolean => acknowledged !== null && !own.has(acknowledged)

function carryOut(known: Known, { asked, madeAtMs }: Offline, by: string): void {
  const mark = { by, atMs: madeAtMs }
  own.add(mark)
  if (asked.type === 'alert.acknowledge') known.acknowledged = mark
  if (asked.type === 'alert.close') known.closed = mark
  if (asked.type !== 'alert.amend') return
  const isCritical = asked.input.correction.severity === 'critical'
  // Corrected to what is graver than medium, it asks for a new acknowledgement.
  if (isCritical && !known.isCritical) known.acknowledged = null
  known.isCritical = isCritical
}
