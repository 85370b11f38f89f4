import { createFormats } from '#i18n/formats'
import { buildAlertState, buildText, builtAtMs } from '#test/builders/alertBuilder'
import { describe, expect, it } from 'vitest'
import { alertSheet, csvOf, harmlessCell } from './alertSheet'

const by = { atMs: builtAtMs, by: 'Lan' }
const formats = createFormats('vi', 'Asia/Ho_Chi_Minh')
const sheetOf = (...states: ReturnType<typeof buildAlertState>[]) =>
  alertSheet(
    states.map((state, index) => ({ key: index + 1, state, former: false })),
    (key) => key,
    formats,
    'vi',
  )

describe('a list of alerts as a table', () => {
  it('has what was said, who has seen to it and when, by column', () => {
    const { head, rows } = sheetOf(buildAlertState({ acknowledged: { ...by, disposition: 'no-impact' }, drill: true }))
    expect(Object.fromEntries(head.map((name, index) => [name.split('.').at(-1), rows[0]?.[index]]))).toEqual({
      severity: 'severity.medium',
      title: 'Ngập đường Hoàng Diệu',
      place: '',
      state: 'alerts.states.acknowledged',
      raisedAt: '17/10/2020 23:00',
      source: 'Đài Khí tượng Thủy văn',
      acknowledgedBy: 'Lan',
      acknowledgedAt: '17/10/2020 23:00',
      disposition: 'handling.dispositions.no-impact',
      assigned: '',
      endedAt: '',
      drill: 'drill.word',
      id: 'alert-1',
    })
  })

  it('as text keeps commas, quotes and lines together, and calculates nothing that a stranger wrote', () => {
    const headline = '=HYPERLINK("http://x","a")'
    const csv = csvOf(sheetOf(buildAlertState({ alert: { texts: [buildText({ headline })] } })))
    expect(csv.startsWith('\uFEFF')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""a"")"`)
    expect(csvOf({ head: ['a'], rows: [['x\ny']] })).toBe('\uFEFFa\r\n"x\ny"\r\n')
  })

  it.each(['+84', '-1', '@cmd', '\tx'])('%j is no formula', (text) => expect(harmlessCell(text)).toBe(`'${text}`))
})
