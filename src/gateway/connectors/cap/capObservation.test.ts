import { describe, expect, it } from 'vitest'
import { alert as alertSchema, type Alert } from '#shared/contract/alert'
import type { CapInfo, CapMessage } from './capMessage'
import { toOutcome } from './capObservation'

const sentAtMs = Date.parse('2026-01-05T03:45:00+07:00')
const info = (change: Partial<CapInfo> = {}): CapInfo => ({
  language: 'vi-VN',
  category: 'Met',
  event: 'Lũ',
  urgency: 'Expected',
  capSeverity: 'Severe',
  certainty: 'Observed',
  onsetAtMs: null,
  expiresAtMs: null,
  senderName: 'Đài',
  headline: 'Lũ sông Hiếu',
  description: 'Nước lên.',
  instruction: 'Sơ tán.',
  web: '',
  contact: '',
  areas: [],
  ...change,
})
const message = (change: Partial<CapMessage> = {}): CapMessage => ({
  version: '1.2',
  identifier: 'Lũ-1',
  sender: 'a@b',
  sentAtMs,
  status: 'Actual',
  messageType: 'Alert',
  references: [],
  infos: [info()],
  signature: 'none',
  warnings: [],
  ...change,
})
const receivedAtMs = sentAtMs + 1_000
const references = [{ sender: 'a@b', identifier: 'Lũ-0', sentAtMs: sentAtMs - 1 }]
function outcomeOf(change: Partial<CapMessage>) {
  const result = toOutcome(message(change), receivedAtMs)
  if (!result.ok) throw new Error(result.failure.message)
  return result.value
}
function alertOf(change: Partial<CapMessage>): Alert {
  const outcome = outcomeOf(change)
  if (outcome.kind === 'no-effect' || !('alert' in outcome.observation)) throw new Error('no alert')
  return outcome.observation.alert
}
const area = (description: string, change: Partial<Alert['areas'][number]> = {}): Alert['areas'][number] => ({
  description,
  polygons: [],
  circles: [],
  geocodes: [],
  ...change,
})
const square: [number, number][] = [
  [107, 16],
  [107.2, 16],
  [107.2, 16.4],
  [107, 16.4],
  [107, 16],
]
const circle = { centre: { lonDeg: 107.1, latDeg: 16.8 }, radiusM: 300 }

describe('what a message is to the room', () => {
  it('an alert, whole and valid', () => {
    const alert = alertOf({})
    expect(alertSchema.parse(alert)).toEqual(alert)
    expect(outcomeOf({})).toMatchObject({ observation: { kind: 'alert', drill: false } })
    expect(alert).toMatchObject({ severity: 'high', drillId: null, source: { connector: 'cap', senderName: 'Đài', receivedAtMs } })
  })

  it('an update and a cancel, with what they refer to', () => {
    expect(outcomeOf({ messageType: 'Update', references })).toMatchObject({ observation: { kind: 'update', references, drill: false } })
    expect(outcomeOf({ messageType: 'Cancel', references, infos: [], status: 'Exercise' })).toEqual({
      kind: 'observation',
      observation: { kind: 'cancel', key: 'a@b,Lũ-1,2026-01-04T20:45:00.000Z', references, atMs: sentAtMs, drill: true },
    })
  })

  it.each([
    [{ messageType: 'Ack', references }, 'Ack'],
    [{ messageType: 'Error', references }, 'Error'],
    [{ status: 'System' }, 'System'],
  ] as const)('%j raises nothing', (change, because) => {
    expect(toOutcome(message(change as Partial<CapMessage>), receivedAtMs)).toEqual({ ok: true, value: { kind: 'no-effect', because } })
  })

  it.each(['Alert', 'Update', 'Cancel', 'Ack', 'Error'] as const)('a draft %s is refused', (messageType) => {
    expect(toOutcome(message({ status: 'Draft', messageType, references }), 0)).toMatchObject({ ok: false, failure: { code: 'invalid' } })
  })

  it('an exercise or a test belongs to a drill', () => {
    expect(alertOf({ status: 'Exercise' }).drillId).toBe('cap-exercise')
    expect(alertOf({ status: 'Test' }).drillId).toBe('cap-test')
    expect(outcomeOf({ status: 'Test' })).toMatchObject({ observation: { drill: true } })
  })
})

describe('identity', () => {
  it('is the same for the same sender, identifier and instant, and another for any other', () => {
    expect(alertOf({}).id).toBe(alertOf({ infos: [info({ headline: 'khác' })] }).id)
    const others = [{ sender: 'c@d' }, { identifier: 'Lũ-2' }, { sentAtMs: sentAtMs + 1_000 }].map((change) => alertOf(change))
    expect(new Set([alertOf({}), ...others].map((alert) => alert.id)).size).toBe(4)
    expect(new Set([alertOf({}), ...others].map((alert) => alert.source.key)).size).toBe(4)
  })

  it('stays readable and short', () => {
    expect(alertOf({ identifier: 'NOAA/NWS:ALERTS.MT2010' }).id).toMatch(/^cap-noaa-nws-alerts-mt2010-[0-9a-f]{24}$/)
    expect(alertOf({ identifier: 'x'.repeat(270), sender: 'y'.repeat(300) }).id.length).toBeLessThanOrEqual(80)
  })
})

describe('several infos', () => {
  it('gives one text per language, in the order of the message', () => {
    const infos = [info(), info({ language: 'en-US', headline: 'Hiếu River flood' })]
    expect(alertOf({ infos }).texts.map((text) => [text.language, text.headline])).toEqual([
      ['vi-VN', 'Lũ sông Hiếu'],
      ['en-US', 'Hiếu River flood'],
    ])
  })

  it('lets the gravest hazard lead and leaves none of the others unread', () => {
    const wind = info({ event: 'Gió giật', capSeverity: 'Moderate', headline: 'Gió giật cấp 8', description: 'Gió mạnh.', instruction: '' })
    const alert = alertOf({ infos: [wind, info()] })
    expect(alert).toMatchObject({ severity: 'high', texts: [{ event: 'Lũ', headline: 'Lũ sông Hiếu' }] })
    expect(alert.texts[0]?.description).toBe('Nước lên.\n\n▪ Gió giật: Gió giật cấp 8\nGió mạnh.')
  })

  it('says the same thing once', () => {
    expect(alertOf({ infos: [info(), info()] }).texts[0]?.description).toBe('Nước lên.')
  })

  it('shows the event where there is no headline', () => {
    expect(alertOf({ infos: [info({ headline: '' })] }).texts[0]?.headline).toBe('Lũ')
  })

  it('goes on until the last hazard is over, and has no end when one has none', () => {
    const [one, two] = [info({ expiresAtMs: 10, onsetAtMs: 5 }), info({ expiresAtMs: 20, onsetAtMs: 3 })]
    expect(alertOf({ infos: [one, two] })).toMatchObject({ expiresAtMs: 20, onsetAtMs: 3 })
    expect(alertOf({ infos: [one, info()] })).toMatchObject({ expiresAtMs: null, onsetAtMs: 5 })
  })

  it('refuses rather than cuts when the united texts are too long', () => {
    const infos = [info({ description: 'a'.repeat(19_000) }), info({ description: 'b'.repeat(19_000) })]
    const result = toOutcome(message({ infos }), 0)
    expect(result.ok ? 'accepted' : result.failure.message).toContain('the message is too large for one alert: texts.0.description')
  })
})

describe('areas and place', () => {
  it('names each shape once, with the geocodes of all infos that name it', () => {
    const code = (value: string) => ({ name: 'n', value })
    const infos = [
      info({ areas: [area('Đông Giang', { circles: [circle], geocodes: [code('1')] })] }),
      info({ language: 'en-US', areas: [area('East', { circles: [circle], geocodes: [code('1'), code('2')] })] }),
    ]
    expect(alertOf({ infos }).areas).toEqual([area('Đông Giang', { circles: [circle], geocodes: [code('1'), code('2')] })])
  })

  it('takes areas of words alone from the first language, and shapes from all', () => {
    const infos = [
      info({ areas: [area('Cả tỉnh')] }),
      info({ language: 'en-US', areas: [area('Whole province'), area('S', { polygons: [square] })] }),
    ]
    expect(alertOf({ infos }).areas.map((each) => each.description)).toEqual(['Cả tỉnh', 'S'])
  })

  it('stands at the centre of gravity of the first polygon, else at the centre of the first circle, else nowhere', () => {
    const place = (areas: Alert['areas']) => alertOf({ infos: [info({ areas })] }).place
    expect(place([area('c', { circles: [circle] }), area('p', { polygons: [square] })])).toEqual({
      lonDeg: expect.closeTo(107.1, 9),
      latDeg: expect.closeTo(16.2, 9),
    })
    expect(place([area('c', { circles: [circle] })])).toEqual(circle.centre)
    expect(place([area('words')])).toBeNull()
  })

  it('has a place inside the corners even when a ring has no area or crosses itself', () => {
    const line: [number, number][] = [
      [107, 16],
      [107.2, 16.2],
      [107, 16],
      [107, 16],
    ]
    const bow: [number, number][] = [
      [107, 16],
      [107.2, 16.2],
      [107.2, 16],
      [107, 16.2000001],
      [107, 16],
    ]
    for (const ring of [line, bow]) {
      const { place } = alertOf({ infos: [info({ areas: [area('x', { polygons: [ring] })] })] })
      expect(place!.lonDeg).toBeGreaterThanOrEqual(107)
      expect(place!.lonDeg).toBeLessThanOrEqual(107.2)
      expect(place!.latDeg).toBeGreaterThanOrEqual(16)
      expect(place!.latDeg).toBeLessThanOrEqual(16.2000001)
    }
  })
})
