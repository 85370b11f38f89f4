import { describe, expect, it } from 'vitest'
import type { Result } from '#shared/contract/result'
import { maximumXmlBytes, parseXml, type XmlElement } from './capXml'

const parse = (text: string, contentType = ''): Result<XmlElement> => parseXml(Buffer.from(text), contentType)
function reasonOf(result: Result<XmlElement>): string {
  if (result.ok) throw new Error('was accepted')
  return result.failure.message
}

describe('parseXml', () => {
  it('gives a tree with namespaces, lines and text, whatever the prefix', () => {
    expect(parse('<?xml version="1.0"?>\n<c:alert xmlns:c="urn:x">\n <c:a>one &amp; <![CDATA[<two>]]></c:a>\n</c:alert>')).toEqual({
      ok: true,
      value: {
        namespace: 'urn:x',
        name: 'alert',
        line: 2,
        text: '\n \n',
        children: [{ namespace: 'urn:x', name: 'a', line: 3, text: 'one & <two>', children: [] }],
      },
    })
  })

  it.each([
    ['nothing', '', 'the document is empty'],
    ['plain text', 'no markup', 'line 1, column 10: the XML is not well-formed: text data outside of root node.'],
    ['crossed tags', '<a>\n  <b>\n</a>', 'line 3, column 5: the XML is not well-formed: unexpected close tag.'],
    ['a document cut off in a tag', '<a', 'the XML is not well-formed: document must contain a root element.'],
    ['a document cut off in its content', '<a><b/>', 'the XML is not well-formed: unclosed tag: a'],
    ['two roots', '<a/><b/>', 'the XML is not well-formed: documents may contain only one root.'],
    ['an entity of its own', '<a>&unknown;</a>', 'the XML is not well-formed: undefined entity.'],
    ['an unknown prefix', '<p:a/>', 'the XML is not well-formed: unbound namespace prefix: "p".'],
    ['a document type', '<!DOCTYPE a><a/>', 'a document type declaration (DOCTYPE) is not accepted'],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'a document type declaration (DOCTYPE) is not accepted',
    ],
    ['deep nesting', '<a>'.repeat(33) + '</a>'.repeat(33), 'elements nested deeper than 32'],
    ['too many elements', '<a>' + '<b/>'.repeat(50_000) + '</a>', 'more than 50000 elements'],
  ])('refuses %s', (_name, text, reason) => {
    expect(reasonOf(parse(text))).toContain(reason)
  })

  it('refuses a document over the limit before it reads it', () => {
    const result = parseXml(Buffer.alloc(maximumXmlBytes + 1, 0x20), '')
    expect(result).toMatchObject({ ok: false, failure: { code: 'too-large' } })
  })
})
