import type { z } from 'zod'
import { alertCategory, capCertainty, capSeverity, capUrgency, type AlertArea } from '#shared/contract/alert'
import { fail, succeed, type Result } from '#shared/contract/result'
import { isSafeText, languageTag } from '#shared/contract/text'
import type { MessageReference } from '../connector'
import {
  childOf,
  childrenOf,
  choiceIn,
  expectChildren,
  readChoice,
  readText,
  readValue,
  refuse,
  textsOf,
  trimmed,
  type CapElement,
  type Occurrence,
} from './capElement'
import { createFindings } from './capFindings'
import { parseCapTime, parseCircle, parsePolygon, parseReferences, quoted, type Parsed } from './capValues'
import type { XmlElement } from './capXml'

const statuses = ['Actual', 'Exercise', 'System', 'Test', 'Draft'] as const
const messageTypes = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const
const scopes = ['Public', 'Restricted', 'Private'] as const
const responseTypes = ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Avoid', 'Monitor', 'Assess', 'AllClear', 'None'] as const

/** What one `info` says of one hazard in one language. Texts are safe to show; '' where the message says nothing. */
export type CapInfo = {
  language: string
  /** Its first `category`. */
  category: z.infer<typeof alertCategory>
  event: string
  urgency: z.infer<typeof capUrgency>
  capSeverity: z.infer<typeof capSeverity>
  certainty: z.infer<typeof capCertainty>
  onsetAtMs: number | null
  expiresAtMs: number | null
  senderName: string
  headline: string
  description: string
  instruction: string
  web: string
  contact: string
  areas: AlertArea[]
}

/** A CAP 1.2 message (OASIS, ITU-T X.1303) that keeps the standard's rules, with the parts that the room uses. */
export type CapMessage = {
  version: '1.1' | '1.2'
  identifier: string
  sender: string
  sentAtMs: number
  status: (typeof statuses)[number]
  messageType: (typeof messageTypes)[number]
  references: MessageReference[]
  infos: CapInfo[]
  signature: 'none' | 'present-not-verified'
  /** What was ignored, each with its place. */
  warnings: string[]
}

const versions: Readonly<Record<string, CapMessage['version']>> = {
  'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
  'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
}
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#'

const alertChildren: Readonly<Record<string, Occurrence>> = {
  ...{ identifier: 'once', sender: 'once', sent: 'once', status: 'once', msgType: 'once', source: 'once', scope: 'once' },
  ...{ restriction: 'once', addresses: 'once', code: 'many', note: 'once', references: 'once', incidents: 'once', info: 'many' },
}
const infoChildren: Readonly<Record<string, Occurrence>> = {
  ...{ language: 'once', category: 'many', event: 'once', responseType: 'many', urgency: 'once', severity: 'once', certainty: 'once' },
  ...{ audience: 'once', eventCode: 'many', effective: 'once', onset: 'once', expires: 'once', senderName: 'once', headline: 'once' },
  ...{ description: 'once', instruction: 'once', web: 'once', contact: 'once', parameter: 'many', resource: 'many', area: 'many' },
}
const areaChildren: Readonly<Record<string, Occurrence>> = {
  ...{ areaDesc: 'once', polygon: 'many', circle: 'many', geocode: 'many', altitude: 'once', ceiling: 'once' },
}

/**
 * Reads a CAP alert from its document. Every problem is collected and told with its element and line; unknown elements and the order
 * of elements are not problems. CAP 1.1 differs in nothing that is read here but fewer response types, and is read by the same rules.
 */
export function readCapMessage(root: XmlElement): Result<CapMessage> {
  const version = versions[root.namespace]
  if (root.name !== 'alert' || version === undefined) {
    const found = `<${root.name}> in ${root.namespace === '' ? 'no namespace' : `namespace ${quoted(root.namespace)}`}`
    return fail(
      'invalid',
      `not a CAP 1.2 or 1.1 alert: the document is ${found}, expected <alert> in "urn:oasis:names:tc:emergency:cap:1.2"`,
    )
  }
  const findings = createFindings()
  const alert: CapElement = { xml: withoutSignature(root), path: 'alert', findings }
  expectChildren(alert, alertChildren)

  const identifier = readIdentity(alert, 'identifier', 270)
  const sender = readIdentity(alert, 'sender', 300)
  const sentAtMs = readValue(childOf(alert, 'sent', 'required'), parseCapTime)
  const status = readChoice(alert, 'status', statuses)
  const messageType = readChoice(alert, 'msgType', messageTypes)
  const scope = readChoice(alert, 'scope', scopes)
  if (scope === 'Restricted' && childOf(alert, 'restriction', 'optional') === undefined)
    refuseAbsent(alert, 'restriction', 'scope is Restricted')
  if (scope === 'Private' && childOf(alert, 'addresses', 'optional') === undefined) refuseAbsent(alert, 'addresses', 'scope is Private')
  const references = readValue(childOf(alert, 'references', 'optional'), parseReferences)
  if (messageType !== undefined && messageType !== 'Alert' && childOf(alert, 'references', 'optional') === undefined) {
    refuseAbsent(alert, 'references', `msgType is ${messageType}`)
  }
  const infoElements = childrenOf(alert, 'info')
  // The standard allows an alert without info; a room could not tell what it is about.
  if ((messageType === 'Alert' || messageType === 'Update') && infoElements.length === 0)
    refuseAbsent(alert, 'info', `msgType is ${messageType}`)
  const infos = infoElements.map(readInfo)

  const failure = findings.failure()
  if (failure !== undefined) return failure
  return succeed({
    version,
    identifier,
    sender,
    // With no failure above, each required value was read.
    sentAtMs: sentAtMs!,
    status: status!,
    messageType: messageType!,
    references: references ?? [],
    infos: infos.filter((info) => info !== undefined),
    signature: alert.xml === root ? 'none' : 'present-not-verified',
    warnings: findings.warnings(),
  })
}

function readInfo(element: CapElement): CapInfo | undefined {
  expectChildren(element, infoChildren)
  const categories = textsOf(element, 'category').map((each) => choiceIn(each, alertCategory.options))
  const category = categories.length === 0 ? readChoice(element, 'category', alertCategory.options) : categories[0]
  for (const each of textsOf(element, 'responseType')) choiceIn(each, responseTypes)
  const event = readText(element, 'event', { max: 200, need: 'required' })
  const urgency = readChoice(element, 'urgency', capUrgency.options)
  const severity = readChoice(element, 'severity', capSeverity.options)
  const certainty = readCertainty(element)
  readValue(childOf(element, 'effective', 'optional'), parseCapTime)
  const info = {
    language: readValue(childOf(element, 'language', 'optional'), parseLanguage) ?? 'en-US',
    event,
    onsetAtMs: readValue(childOf(element, 'onset', 'optional'), parseCapTime) ?? null,
    expiresAtMs: readValue(childOf(element, 'expires', 'optional'), parseCapTime) ?? null,
    senderName: readText(element, 'senderName', { max: 300 }),
    headline: readText(element, 'headline', { max: 500 }),
    description: readText(element, 'description', { max: 20_000, breaks: true }),
    instruction: readText(element, 'instruction', { max: 20_000, breaks: true }),
    web: readText(element, 'web', { max: 2_000 }),
    contact: readText(element, 'contact', { max: 500 }),
    areas: childrenOf(element, 'area').map(readArea),
  }
  if (category === undefined || urgency === undefined || severity === undefined || certainty === undefined) return undefined
  return { ...info, category, urgency, capSeverity: severity, certainty }
}

function readArea(element: CapElement): AlertArea {
  expectChildren(element, areaChildren)
  return {
    description: readText(element, 'areaDesc', { max: 2_000, need: 'required' }),
    polygons: textsOf(element, 'polygon')
      .map((each) => readValue(each, parsePolygon))
      .filter((ring) => ring !== undefined),
    circles: textsOf(element, 'circle')
      .map((each) => readValue(each, parseCircle))
      .filter((circle) => circle !== undefined),
    geocodes: childrenOf(element, 'geocode').map((each) => ({
      name: readText(each, 'valueName', { max: 200, need: 'required' }),
      value: readText(each, 'value', { max: 200 }),
    })),
  }
}

// CAP 1.0 had a fifth certainty, which both later versions say to read as "Likely".
function readCertainty(element: CapElement): CapInfo['certainty'] | undefined {
  const child = childOf(element, 'certainty', 'required')
  if (child === undefined) return undefined
  if (trimmed(child) !== 'Very Likely') return choiceIn(child, capCertainty.options)
  child.findings.warn(child.path, child.xml.line, '"Very Likely" is of CAP 1.0 and was read as "Likely"')
  return 'Likely'
}

// References are lists of these with commas and spaces between them: one inside an identifier could never be referred to.
function readIdentity(element: CapElement, name: string, max: number): string {
  const child = childOf(element, name, 'required')
  if (child === undefined) return ''
  const text = trimmed(child)
  if (/[\s,<&]/.test(text) || !isSafeText(text)) refuse(child, `${quoted(text)} has a space, a comma, "<", "&" or a control character`)
  if (text.length > max) refuse(child, `has ${text.length} characters, the limit is ${max}`)
  return text
}

function parseLanguage(text: string): Parsed<string> {
  return languageTag.safeParse(text).success
    ? { ok: true, value: text }
    : { ok: false, reason: `${quoted(text)} is not a language tag such as vi-VN` }
}

function refuseAbsent(alert: CapElement, name: string, because: string): void {
  alert.findings.refuse(`alert/${name}`, alert.xml.line, `is required when ${because}`)
}

function withoutSignature(root: XmlElement): XmlElement {
  const children = root.children.filter((child) => child.namespace !== signatureNamespace || child.name !== 'Signature')
  return children.length === root.children.length ? root : { ...root, children }
}
