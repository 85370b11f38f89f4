import { toSafeText } from '#shared/contract/text'
import type { Findings } from './capFindings'
import { quoted, type Parsed } from './capValues'
import type { XmlElement } from './capXml'

/** An element of a CAP message, with its place for sentences about it. */
export type CapElement = { xml: XmlElement; path: string; findings: Findings }

/** How often an element may stand in its parent. */
export type Occurrence = 'once' | 'many'

/** Notes children that CAP does not know here (ignored) and those that stand there more often than they may (a problem). */
export function expectChildren(element: CapElement, known: Readonly<Record<string, Occurrence>>): void {
  const seen = new Set<string>()
  for (const child of element.xml.children) {
    const occurrence = child.namespace === element.xml.namespace && Object.hasOwn(known, child.name) ? known[child.name] : undefined
    const path = `${element.path}/${child.name}`
    if (occurrence === undefined) element.findings.warn(path, child.line, 'is not an element of CAP and was ignored')
    else if (occurrence === 'once' && seen.has(child.name)) element.findings.refuse(path, child.line, 'stands there more than once')
    seen.add(child.name)
  }
}

/** The children of a name, numbered in their paths as `info[2]`. */
export function childrenOf(element: CapElement, name: string): CapElement[] {
  return element.xml.children
    .filter((child) => child.name === name && child.namespace === element.xml.namespace)
    .map((xml, index) => ({ xml, path: `${element.path}/${name}[${index + 1}]`, findings: element.findings }))
}

/** The texts of the children of a name that have one, trimmed. An empty element says nothing and counts as absent. */
export function textsOf(element: CapElement, name: string): CapElement[] {
  return childrenOf(element, name).filter((child) => trimmed(child) !== '')
}

/** Character data of an element without the white space around it. */
export function trimmed(element: CapElement): string {
  return element.xml.text.trim()
}

/** The child of a name that has a text; when it must have one and has not, that is a problem. */
export function childOf(element: CapElement, name: string, need: 'optional' | 'required'): CapElement | undefined {
  const found = textsOf(element, name)[0]
  if (found !== undefined) return { ...found, path: `${element.path}/${name}` }
  if (need === 'required') {
    const empty = childrenOf(element, name)[0]
    element.findings.refuse(`${element.path}/${name}`, empty?.xml.line ?? element.xml.line, empty === undefined ? 'is missing' : 'is empty')
  }
  return undefined
}

/** A text for people, made safe to show; '' when absent. Longer than `max` is a problem: it is never cut. */
export function readText(
  element: CapElement,
  name: string,
  { max, need = 'optional', breaks = false }: { max: number; need?: 'optional' | 'required'; breaks?: boolean },
): string {
  const child = childOf(element, name, need)
  if (child === undefined) return ''
  const safe = toSafeText(child.xml.text).trim()
  const text = breaks ? safe : safe.replaceAll(/\s+/g, ' ')
  if (text.length > max) refuse(child, `has ${text.length} characters, the limit is ${max}`)
  return text
}

/** A value of a closed list. Undefined when it is absent or another one, which is a problem. */
export function readChoice<T extends string>(element: CapElement, name: string, allowed: readonly T[]): T | undefined {
  const child = childOf(element, name, 'required')
  return child === undefined ? undefined : choiceIn(child, allowed)
}

/** The element's own text as a value of a closed list. */
export function choiceIn<T extends string>(element: CapElement, allowed: readonly T[]): T | undefined {
  const found = allowed.find((each) => each === trimmed(element))
  if (found === undefined) refuse(element, `is ${quoted(trimmed(element))}, not one of ${allowed.join(', ')}`)
  return found
}

/** The element's text read by a parser; what the parser finds wrong is a problem. */
export function readValue<T>(element: CapElement | undefined, parse: (text: string) => Parsed<T>): T | undefined {
  if (element === undefined) return undefined
  const parsed = parse(trimmed(element))
  if (parsed.ok) return parsed.value
  refuse(element, parsed.reason)
  return undefined
}

/** Notes a problem with an element. */
export function refuse(element: CapElement, what: string): void {
  element.findings.refuse(element.path, element.xml.line, what)
}
