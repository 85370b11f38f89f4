import { describe, expect, it } from 'vitest'
import { childOf, expectChildren, readChoice, readText, textsOf, trimmed, type CapElement } from './capElement'
import { createFindings } from './capFindings'
import { parseXml } from './capXml'

function element(text: string): CapElement {
  const root = parseXml(Buffer.from(text), '')
  if (!root.ok) throw new Error(root.failure.message)
  return { xml: root.value, path: 'a', findings: createFindings() }
}
const problemsOf = (of: CapElement): string => of.findings.failure()?.failure.message ?? 'none'

describe('reading an element', () => {
  it('counts an empty child as absent and passes over it to one with a text', () => {
    const of = element('<a><b/><b> x </b><b>y</b></a>')
    expect(textsOf(of, 'b').map((each) => [each.path, trimmed(each)])).toEqual([
      ['a/b[2]', 'x'],
      ['a/b[3]', 'y'],
    ])
    expect(childOf(of, 'c', 'optional')).toBeUndefined()
    expect(problemsOf(of)).toBe('none')
  })

  it('takes children of its own namespace only', () => {
    expect(textsOf(element('<a xmlns="urn:1"><b xmlns="urn:2">x</b></a>'), 'b')).toEqual([])
  })

  it('tells missing from empty, with the line', () => {
    const of = element('<a>\n<b> </b></a>')
    readText(of, 'b', { max: 9, need: 'required' })
    readText(of, 'c', { max: 9, need: 'required' })
    expect(problemsOf(of)).toBe('the CAP message has 2 problems: a/b (line 2): is empty; a/c (line 1): is missing')
  })

  it('never cuts a text', () => {
    const of = element('<a><b>1234567890</b></a>')
    expect(readText(of, 'b', { max: 10 })).toBe('1234567890')
    expect(problemsOf(of)).toBe('none')
    readText(of, 'b', { max: 9 })
    expect(problemsOf(of)).toContain('has 10 characters, the limit is 9')
  })

  it('keeps line breaks only where they are asked for', () => {
    const of = element('<a><b> one\n two </b></a>')
    expect([readText(of, 'b', { max: 20 }), readText(of, 'b', { max: 20, breaks: true })]).toEqual(['one two', 'one\n two'])
  })

  it('refuses repeated children and only those that may not repeat, and is not fooled by names of the language', () => {
    const of = element('<a><b/><b/><c/><c/><constructor/></a>')
    expectChildren(of, { b: 'once', c: 'many' })
    expect(problemsOf(of)).toBe('the CAP message has 1 problem: a/b (line 1): stands there more than once')
    expect(of.findings.warnings()).toEqual(['a/constructor (line 1): is not an element of CAP and was ignored'])
  })

  it('takes a choice as it is written', () => {
    const of = element('<a><b>Met</b><c>met</c></a>')
    expect([readChoice(of, 'b', ['Met']), readChoice(of, 'c', ['Met'])]).toEqual(['Met', undefined])
    expect(problemsOf(of)).toContain('a/c (line 1): is "met", not one of Met')
  })
})
