/** What a CAP message says, with defaults; times are epoch milliseconds. */
export type CapParts = {
  identifier: string
  sentAtMs: number
  status: string
  msgType: string
  event: string
  headline: string
  severity: string
  urgency: string
  references: string
  /** `lat,lon radiusKm`. */
  circle: string
  language: string
}

const defaults: CapParts = {
  identifier: 'test-1',
  sentAtMs: Date.UTC(2026, 0, 15, 3, 0, 0),
  status: 'Actual',
  msgType: 'Alert',
  event: 'Ngập đường',
  headline: 'Ngập đường Hoàng Diệu, sâu 0,4 m',
  severity: 'Severe',
  urgency: 'Immediate',
  references: '',
  circle: '16.8252,107.1003 0.4',
  language: 'vi-VN',
}

/** A CAP 1.2 message as a sender would write it. Texts are escaped. */
export function buildCap(parts: Partial<CapParts> = {}): string {
  const { identifier, sentAtMs, status, msgType, event, headline, severity, urgency, references, circle, language } = {
    ...defaults,
    ...parts,
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>${escapeXml(identifier)}</identifier>
  <sender>test@example.invalid</sender>
  <sent>${capTime(sentAtMs)}</sent>
  <status>${status}</status>
  <msgType>${msgType}</msgType>
  <scope>Public</scope>${references === '' ? '' : `\n  <references>${references}</references>`}
  <info>
    <language>${language}</language>
    <category>Met</category>
    <event>${escapeXml(event)}</event>
    <urgency>${urgency}</urgency>
    <severity>${severity}</severity>
    <certainty>Observed</certainty>
    <senderName>Trạm thử</senderName>
    <headline>${escapeXml(headline)}</headline>
    <area><areaDesc>Phường Đông Hà</areaDesc><circle>${circle}</circle></area>
  </info>
</alert>`
}

/** A time as CAP writes it: seconds, and an offset in numbers. */
export function capTime(atMs: number): string {
  return `${new Date(atMs + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
