import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Result } from '#shared/contract/result'
import { readCapMessage, type CapMessage } from './capMessage'
import { parseXml } from './capXml'

const info = `<info>
  <language>vi-VN</language><category>Met</category><event>Lũ</event>
  <urgency>Expected</urgency><severity>Severe</severity><certainty>Observed</certainty>
  <area><areaDesc>Đông Giang</areaDesc><polygon>16.83,107.09 16.85,107.10 16.84,107.12 16.83,107.09</polygon></area>
</info>`
const head = { identifier: 'a-1', sender: 'a@b', sent: '2026-01-05T03:45:00+07:00', status: 'Actual', msgType: 'Alert', scope: 'Public' }

/** A message with some elements of its head replaced; null leaves one out. */
function message(change: Record<string, string | null> = {}, rest = info, namespace = 'urn:oasis:names:tc:emergency:cap:1.2'): string {
  const elements = Object.entries({ ...head, ...change }).filter(([, text]) => text !== null)
  return `<alert xmlns="${namespace}">${elements.map(([name, text]) => `<${name}>${text}</${name}>`).join('')}\n${rest}</alert>`
}
function read(text: string): Result<CapMessage> {
  const root = parseXml(Buffer.from(text), '')
  if (!root.ok) throw new Error(root.failure.message)
  return readCapMessage(root.value)
}
function accepted(text: string): CapMessage {
  const result = read(text)
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
function reasonOf(text: string): string {
  const result = read(text)
  return result.ok ? 'accepted' : result.failure.message
}
const reference = 'a@b,a-0,2026-01-05T03:00:00+07:00'

describe('readCapMessage', () => {
  it('reads what the room uses of a message', () => {
    expect(accepted(message())).toEqual({
      version: '1.2',
      identifier: 'a-1',
      sender: 'a@b',
      sentAtMs: Date.parse('2026-01-04T20:45:00Z'),
      status: 'Actual',
      messageType: 'Alert',
      references: [],
      infos: [
        {
          language: 'vi-VN',
          category: 'Met',
          event: 'Lũ',
          urgency: 'Expected',
          capSeverity: 'Severe',
          certainty: 'Observed',
          onsetAtMs: null,
          expiresAtMs: null,
          senderName: '',
          headline: '',
          description: '',
          instruction: '',
          web: '',
          contact: '',
          areas: [
            {
              description: 'Đông Giang',
              polygons: [
                [
                  [107.09, 16.83],
                  [107.1, 16.85],
                  [107.12, 16.84],
                  [107.09, 16.83],
                ],
              ],
              circles: [],
              geocodes: [],
            },
          ],
        },
      ],
      signature: 'none',
      warnings: [],
    })
  })

  it('reads CAP 1.1, empty optional elements, and en-US where no language is named', () => {
    const text = message(
      { restriction: '', addresses: '', note: '' },
      info.replace(/<language>.*?<\/language>/, ''),
      'urn:oasis:names:tc:emergency:cap:1.1',
    )
    expect(accepted(text)).toMatchObject({ version: '1.1', infos: [{ language: 'en-US' }] })
  })

  it('notices a signature and does not call it verified', () => {
    const signed = message({}, `${info}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature>`)
    expect(accepted(signed)).toMatchObject({ signature: 'present-not-verified', warnings: [] })
  })

  it('ignores what it does not know, and says so', () => {
    const text = message({}, info.replace('<event>', '<colour>red</colour><x:y xmlns:x="urn:z"/><event>'))
    expect(accepted(text).warnings).toEqual([
      'alert/info[1]/colour (line 3): is not an element of CAP and was ignored',
      'alert/info[1]/y (line 3): is not an element of CAP and was ignored',
    ])
  })

  it('reads the certainty of CAP 1.0 as the standard asks', () => {
    const { infos, warnings } = accepted(message({}, info.replace('Observed', 'Very Likely')))
    expect([infos[0]?.certainty, warnings.length]).toEqual(['Likely', 1])
  })

  it('makes texts safe: no control or direction-override characters, one line where one line is shown', () => {
    const texts = '<headline>Lũ \u202eđảo\u202c\n  ngược</headline><description>một\n<![CDATA[<b>hai</b>]]></description>'
    expect(accepted(message({}, info.replace('<area>', `${texts}<area>`))).infos[0]).toMatchObject({
      headline: 'Lũ đảo ngược',
      description: 'một\n<b>hai</b>',
    })
  })

  it.each([
    ['no identifier', message({ identifier: null }), 'alert/identifier (line 1): is missing'],
    ['an empty identifier', message({ identifier: ' ' }), 'alert/identifier (line 1): is empty'],
    [
      'a space in the identifier',
      message({ identifier: 'a 1' }),
      'alert/identifier (line 1): "a 1" has a space, a comma, "<", "&" or a control character',
    ],
    ['a comma in the sender', message({ sender: 'a,b' }), 'alert/sender (line 1): "a,b" has a space'],
    ['"<" in the sender', message({ sender: 'a&lt;b' }), 'alert/sender (line 1): "a<b" has a space'],
    ['"&" in the sender', message({ sender: 'a&amp;b' }), 'alert/sender (line 1): "a&b" has a space'],
    ['an identifier too long', message({ identifier: 'x'.repeat(271) }), 'alert/identifier (line 1): has 271 characters, the limit is 270'],
    ['no sender', message({ sender: null }), 'alert/sender (line 1): is missing'],
    ['no sent', message({ sent: null }), 'alert/sent (line 1): is missing'],
    ['sent in Z', message({ sent: '2026-01-05T03:45:00Z' }), 'CAP does not allow "Z": write UTC as +00:00'],
    ['an impossible day', message({ sent: '2026-02-30T03:45:00+07:00' }), 'names a day that does not exist'],
    ['no status', message({ status: null }), 'alert/status (line 1): is missing'],
    [
      'an unknown status',
      message({ status: 'Real' }),
      'alert/status (line 1): is "Real", not one of Actual, Exercise, System, Test, Draft',
    ],
    ['a status in lower case', message({ status: 'actual' }), 'is "actual", not one of Actual'],
    ['two statuses', message({ status: 'Actual</status><status>Test' }), 'alert/status (line 1): stands there more than once'],
    ['an unknown msgType', message({ msgType: 'Info' }), 'alert/msgType (line 1): is "Info", not one of Alert, Update, Cancel, Ack, Error'],
    ['no scope', message({ scope: null }), 'alert/scope (line 1): is missing'],
    [
      'Restricted without restriction',
      message({ scope: 'Restricted' }),
      'alert/restriction (line 1): is required when scope is Restricted',
    ],
    [
      'Private without addresses',
      message({ scope: 'Private', addresses: '' }),
      'alert/addresses (line 1): is required when scope is Private',
    ],
    ['Update without references', message({ msgType: 'Update' }), 'alert/references (line 1): is required when msgType is Update'],
    ['Cancel without references', message({ msgType: 'Cancel' }, ''), 'alert/references (line 1): is required when msgType is Cancel'],
    ['Ack without references', message({ msgType: 'Ack' }, ''), 'alert/references (line 1): is required when msgType is Ack'],
    ['Error without references', message({ msgType: 'Error' }, ''), 'alert/references (line 1): is required when msgType is Error'],
    [
      'a reference of two parts',
      message({ msgType: 'Update', references: 'a@b,a-0' }),
      'alert/references (line 1): "a@b,a-0" is not "sender,identifier,sent"',
    ],
    ['a reference in Z', message({ msgType: 'Update', references: 'a,b,2026-01-05T03:00:00Z' }), 'CAP does not allow "Z"'],
    ['Alert without info', message({}, ''), 'alert/info (line 1): is required when msgType is Alert'],
    [
      'Update without info',
      message({ msgType: 'Update', references: reference }, ''),
      'alert/info (line 1): is required when msgType is Update',
    ],
    [
      'a bad language',
      message({}, info.replace('vi-VN', 'tiếng Việt')),
      'alert/info[1]/language (line 3): "tiếng Việt" is not a language tag such as vi-VN',
    ],
    ['no category', message({}, info.replace(/<category>.*?<\/category>/, '')), 'alert/info[1]/category (line 2): is missing'],
    [
      'an unknown category',
      message({}, info.replace('>Met<', '>Flood<')),
      'alert/info[1]/category[1] (line 3): is "Flood", not one of Geo, Met',
    ],
    [
      'an unknown second category',
      message({}, info.replace('<event>', '<category>Flood</category><event>')),
      'alert/info[1]/category[2] (line 3): is "Flood"',
    ],
    ['no event', message({}, info.replace('<event>Lũ</event>', '')), 'alert/info[1]/event (line 2): is missing'],
    [
      'an event too long',
      message({}, info.replace('Lũ', 'ũ'.repeat(201))),
      'alert/info[1]/event (line 3): has 201 characters, the limit is 200',
    ],
    [
      'an unknown responseType',
      message({}, info.replace('<urgency>', '<responseType>Run</responseType><urgency>')),
      'is "Run", not one of Shelter',
    ],
    ['no urgency', message({}, info.replace('<urgency>Expected</urgency>', '')), 'alert/info[1]/urgency (line 2): is missing'],
    [
      'an unknown severity',
      message({}, info.replace('Severe', 'High')),
      'alert/info[1]/severity (line 4): is "High", not one of Extreme, Severe, Moderate, Minor, Unknown',
    ],
    [
      'an unknown certainty',
      message({}, info.replace('Observed', 'Sure')),
      'alert/info[1]/certainty (line 4): is "Sure", not one of Observed',
    ],
    [
      'a bad effective',
      message({}, info.replace('<area>', '<effective>soon</effective><area>')),
      'alert/info[1]/effective (line 5): "soon" is not a CAP time',
    ],
    [
      'a bad expires',
      message({}, info.replace('<area>', '<expires>2026-01-05</expires><area>')),
      'alert/info[1]/expires (line 5): "2026-01-05" is not a CAP time',
    ],
    [
      'no areaDesc',
      message({}, info.replace('<areaDesc>Đông Giang</areaDesc>', '')),
      'alert/info[1]/area[1]/areaDesc (line 5): is missing',
    ],
    [
      'an open polygon',
      message({}, info.replace('16.83,107.09</polygon>', '16.8,107.09</polygon>')),
      'alert/info[1]/area[1]/polygon[1] (line 5): is not closed',
    ],
    [
      'a circle without a radius',
      message({}, info.replace('</area>', '<circle>16.8,107.1</circle></area>')),
      'alert/info[1]/area[1]/circle[1] (line 5): "16.8,107.1" is not "lat,lon radius"',
    ],
    [
      'a geocode without its name',
      message({}, info.replace('</area>', '<geocode><value>1</value></geocode></area>')),
      'alert/info[1]/area[1]/geocode[1]/valueName (line 5): is missing',
    ],
    ['a problem in the second info', message({}, info + info.replace('Severe', 'High')), 'alert/info[2]/severity (line 8): is "High"'],
    [
      'CAP 1.0',
      message({}, info, 'http://www.incident.com/cap/1.0'),
      'not a CAP 1.2 or 1.1 alert: the document is <alert> in namespace "http://www.incident.com/cap/1.0"',
    ],
    ['no namespace', message({}, info, ''), 'not a CAP 1.2 or 1.1 alert: the document is <alert> in no namespace'],
    ['another document', '<feed xmlns="http://www.w3.org/2005/Atom"/>', 'not a CAP 1.2 or 1.1 alert: the document is <feed>'],
  ])('refuses %s', (_name, text, reason) => {
    expect(reasonOf(text)).toContain(reason)
  })

  it('tells all problems at once', () => {
    const text = message({ sent: 'now', status: 'Real' }, info.replace('Severe', 'High'))
    expect(reasonOf(text)).toMatch(/^the CAP message has 3 problems: alert\/sent .*; alert\/status .*; alert\/info\[1\]\/severity /)
  })
})

const realMessages = '../shared/data/cap'
describe('messages of real agencies', () => {
  if (!existsSync(realMessages)) {
    console.log(`skipped: there is no folder ${realMessages} with messages of real agencies`)
    it.skip('are all accepted')
    return
  }
  it.each(readdirSync(realMessages))('%s is accepted without a warning', (name) => {
    const root = parseXml(readFileSync(`${realMessages}/${name}`), 'application/xml')
    const result = root.ok ? readCapMessage(root.value) : root
    expect(result).toMatchObject({ ok: true, value: { status: 'Actual', warnings: [] } })
  })
})
