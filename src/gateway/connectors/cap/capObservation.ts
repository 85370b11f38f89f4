import { createHash } from 'node:crypto'
import { alert as alertSchema, severities, type Alert, type AlertArea, type AlertText } from '#shared/contract/alert'
import type { GeoPoint, GeoRing } from '#shared/contract/geo'
import { problemsIn } from '#shared/contract/problems'
import { fail, succeed, type Result } from '#shared/contract/result'
import { severityOf } from '#shared/domain/capSeverity'
import { messageKey, type Observation } from '../connector'
import type { CapInfo, CapMessage } from './capMessage'

/** What a message is to the room: something seen in the world, or traffic of the alerting network that raises nothing. */
export type CapOutcome = { kind: 'observation'; observation: Observation } | { kind: 'no-effect'; because: 'Ack' | 'Error' | 'System' }

/**
 * What a valid CAP message means. Drafts are refused; acknowledgements, error reports and network messages (status System) are taken
 * and raise nothing; Exercise and Test belong to a drill of their own.
 */
export function toOutcome(message: CapMessage, receivedAtMs: number): Result<CapOutcome> {
  if (message.status === 'Draft') return fail('invalid', 'the message is a draft (status Draft), which nobody may act upon')
  if (message.status === 'System') return succeed({ kind: 'no-effect', because: 'System' })
  if (message.messageType === 'Ack' || message.messageType === 'Error') return succeed({ kind: 'no-effect', because: message.messageType })
  const drill = message.status !== 'Actual'
  if (message.messageType === 'Cancel') {
    const { references, sentAtMs } = message
    return succeed({ kind: 'observation', observation: { kind: 'cancel', key: messageKey(message), references, atMs: sentAtMs, drill } })
  }
  const made = toAlert(message, receivedAtMs)
  if (!made.ok) return made
  const alert = made.value
  return succeed({
    kind: 'observation',
    observation:
      message.messageType === 'Alert' ? { kind: 'alert', alert, drill } : { kind: 'update', alert, references: message.references, drill },
  })
}

function toAlert(message: CapMessage, receivedAtMs: number): Result<Alert> {
  const gravest = gravestFirst(message.infos)[0]
  if (gravest === undefined) return fail('invalid', 'the message has no info')
  const areas = unitedAreas(message.infos)
  const key = messageKey(message)
  const alert: Alert = {
    id: alertIdOf(message.identifier, key),
    source: {
      connector: 'cap',
      key,
      sender: message.sender,
      senderName: gravest.senderName,
      identifier: message.identifier,
      sentAtMs: message.sentAtMs,
      receivedAtMs,
      signature: message.signature,
    },
    severity: severityOf(gravest),
    category: gravest.category,
    urgency: gravest.urgency,
    capSeverity: gravest.capSeverity,
    certainty: gravest.certainty,
    texts: textsByLanguage(message.infos),
    areas,
    place: placeOf(areas),
    onsetAtMs: earliest(message.infos.map((info) => info.onsetAtMs)),
    expiresAtMs: lastExpiry(message.infos),
    measure: null,
    drillId: message.status === 'Exercise' ? 'cap-exercise' : message.status === 'Test' ? 'cap-test' : null,
  }
  // The standard has no limits where the room has them (number of areas, length of united texts).
  const checked = alertSchema.safeParse(alert)
  return checked.success ? succeed(alert) : fail('invalid', `the message is too large for one alert: ${problemsIn(checked.error)}`)
}

function alertIdOf(identifier: string, key: string): string {
  const readable = identifier
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
  return `cap-${readable}-${createHash('sha256').update(key).digest('hex').slice(0, 24)}`
}

function gravestFirst(infos: CapInfo[]): CapInfo[] {
  return infos.toSorted((one, other) => severities.indexOf(severityOf(one)) - severities.indexOf(severityOf(other)))
}

/**
 * One text per language, in the order in which the languages first appear. Where a language has several hazards, the gravest gives the
 * headline and the others follow in its description, so that none goes unread.
 */
function textsByLanguage(infos: CapInfo[]): AlertText[] {
  const languages = new Set(infos.map((info) => info.language.toLowerCase()))
  return [...languages].flatMap((language) => {
    const [first, ...others] = distinct(gravestFirst(infos.filter((info) => info.language.toLowerCase() === language)))
    if (first === undefined) return []
    return {
      language: first.language,
      event: first.event,
      headline: first.headline === '' ? first.event : first.headline,
      description: [first.description, ...others.map(asParagraph)].filter((part) => part !== '').join('\n\n'),
      instruction: first.instruction,
      contact: first.contact,
      web: first.web,
    }
  })
}

function distinct(infos: CapInfo[]): CapInfo[] {
  const seen = new Set<string>()
  return infos.filter((info) => {
    const said = JSON.stringify([info.event, info.headline, info.description, info.instruction])
    return !seen.has(said) && seen.add(said)
  })
}

function asParagraph(info: CapInfo): string {
  const title = info.headline === '' || info.headline === info.event ? info.event : `${info.event}: ${info.headline}`
  return [`▪ ${title}`, info.description, info.instruction].filter((part) => part !== '').join('\n')
}

/**
 * The areas of all infos, each shape once with the geocodes of every info that names it. Descriptions come from the first info with the
 * shape; an area that is only words is taken in the message's first language alone, since the others translate it.
 */
function unitedAreas(infos: CapInfo[]): AlertArea[] {
  const united = new Map<string, AlertArea>()
  const firstLanguage = infos[0]?.language.toLowerCase()
  for (const info of infos) {
    for (const area of info.areas) {
      const shaped = area.polygons.length > 0 || area.circles.length > 0
      const wordsOnly = !shaped && area.geocodes.length === 0
      if (wordsOnly && info.language.toLowerCase() !== firstLanguage) continue
      const shape = JSON.stringify(shaped ? [area.polygons, area.circles] : wordsOnly ? area.description : area.geocodes)
      const known = united.get(shape)
      united.set(shape, known === undefined ? area : { ...known, geocodes: withGeocodes(known.geocodes, area.geocodes) })
    }
  }
  return [...united.values()]
}

function withGeocodes(known: AlertArea['geocodes'], more: AlertArea['geocodes']): AlertArea['geocodes'] {
  const seen = new Set(known.map((each) => `${each.name}\n${each.value}`))
  return [...known, ...more.filter((each) => !seen.has(`${each.name}\n${each.value}`))]
}

function placeOf(areas: AlertArea[]): GeoPoint | null {
  const ring = areas.find((area) => area.polygons.length > 0)?.polygons[0]
  if (ring !== undefined) return centroid(ring)
  return areas.find((area) => area.circles.length > 0)?.circles[0]?.centre ?? null
}

/** Centre of gravity of a ring in degrees; the mean of its corners where that says nothing: no area, or a ring that crosses itself. */
function centroid(ring: GeoRing): GeoPoint {
  // Measured from the first corner: far from the origin the products would lose the digits that matter.
  const [originLon, originLat] = ring[0] ?? [0, 0]
  let [doubledArea, lonSum, latSum] = [0, 0, 0]
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const [lon, lat] = ring[index] ?? [0, 0]
    const [nextLon, nextLat] = ring[index + 1] ?? [0, 0]
    const cross = (lon - originLon) * (nextLat - originLat) - (nextLon - originLon) * (lat - originLat)
    doubledArea += cross
    lonSum += (lon + nextLon - 2 * originLon) * cross
    latSum += (lat + nextLat - 2 * originLat) * cross
  }
  const centre = { lonDeg: originLon + lonSum / (3 * doubledArea), latDeg: originLat + latSum / (3 * doubledArea) }
  if (isWithin(centre, ring)) return centre
  const corners = ring.slice(0, -1)
  const mean = (which: 0 | 1): number => corners.reduce((sum, corner) => sum + corner[which], 0) / corners.length
  return { lonDeg: mean(0), latDeg: mean(1) }
}

function isWithin(point: GeoPoint, ring: GeoRing): boolean {
  const between = (value: number, which: 0 | 1): boolean =>
    ring.some((corner) => corner[which] <= value) && ring.some((corner) => corner[which] >= value)
  return between(point.lonDeg, 0) && between(point.latDeg, 1)
}

function earliest(times: (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}

// An alert goes on until its last hazard is over; one hazard without an end keeps it open.
function lastExpiry(infos: CapInfo[]): number | null {
  const times = infos.map((info) => info.expiresAtMs)
  return times.includes(null) ? null : Math.max(...times.filter((time) => time !== null))
}
