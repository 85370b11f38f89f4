import { createHash } from 'node:crypto'
import type { Alert, AlertState, Severity } from '#shared/contract/alert'
import type { Fact } from '#shared/contract/fact'

/** When the first sample was raised; each later one a few seconds after it. */
const firstAtMs = Date.UTC(2025, 0, 1)
const stepMs = 3_000

const streets = ['Hoàng Diệu', 'Lê Duẩn', 'Nguyễn Huệ', 'Điện Biên Phủ', 'Trần Hưng Đạo', 'Hùng Vương', 'Lê Lợi', 'Đặng Dung']
const events = ['Ngập đường', 'Tai nạn giao thông', 'Mất điện', 'Cây đổ', 'Cháy', 'Sạt lở', 'Vỡ ống nước', 'Tụ tập đông người']
const senders = ['Công an thành phố', 'Đội quản lý đô thị', 'Điện lực Đông Hà', 'Đài Khí tượng Thủy văn']
const rareWords = ['thuyền', 'lốc', 'rò rỉ', 'động đất']
const severities: Severity[] = ['low', 'medium', 'high', 'critical']
const shareOfSeverity = [0.6, 0.9, 0.99]

/** A number between 0 and 1 that is always the same for the same index. */
function chance(index: number, salt: number): number {
  let hash = Math.imul(index ^ (salt * 0x9e3779b9), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
const pick = <T>(from: readonly T[], index: number, salt: number): T => from[Math.floor(chance(index, salt) * from.length)] as T

/** An alert of a city's ordinary year. One sender in four numbers its messages at random, the others in order. */
export function sampleAlert(index: number): Alert {
  const sender = Math.floor(chance(index, 1) * senders.length)
  const identifier =
    sender === 0
      ? createHash('sha256').update(`message ${index}`).digest('hex').slice(0, 32)
      : `dh-${sender}-${String(index).padStart(9, '0')}`
  const event = pick(events, index, 2)
  const street = pick(streets, index, 3)
  const rare = chance(index, 4) < 0.0005 ? `, có ${pick(rareWords, index, 5)}` : ''
  const place = { lonDeg: 107.05 + chance(index, 6) * 0.1, latDeg: 16.78 + chance(index, 7) * 0.08 }
  const sentAtMs = firstAtMs + index * stepMs
  return {
    id: `cap-${identifier}`,
    source: {
      connector: 'cap',
      key: `truc-ban-${sender}@example.invalid,${identifier}`,
      sender: `truc-ban-${sender}@example.invalid`,
      senderName: senders[sender] ?? '',
      identifier,
      sentAtMs,
      receivedAtMs: sentAtMs + 400,
      signature: 'none',
    },
    severity: severities[shareOfSeverity.findIndex((share) => chance(index, 8) < share)] ?? 'critical',
    category: 'Infra',
    urgency: 'Immediate',
    capSeverity: 'Severe',
    certainty: 'Observed',
    texts: [
      {
        language: 'vi-VN',
        event,
        headline: `${event} tại đường ${street}${rare}`,
        description: `Người dân báo ${event.toLowerCase()} trước số nhà ${index % 400} đường ${street}, hai chiều đi lại khó khăn.`,
        instruction: 'Đi đường khác, làm theo hướng dẫn của lực lượng tại chỗ.',
        contact: '',
        web: '',
      },
    ],
    areas: [{ description: `Đường ${street}`, polygons: [], circles: [{ centre: place, radiusM: 80 }], geocodes: [] }],
    place,
    onsetAtMs: null,
    expiresAtMs: null,
    measure: null,
    drillId: null,
  }
}

/** The fact that raises sample `index`, numbered from 1. */
export function sampleFact(index: number): Extract<Fact, { type: 'alert.raised' }> {
  const alert = sampleAlert(index)
  return {
    stream: 'alerts',
    seq: index + 1,
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    type: 'alert.raised',
    atMs: alert.source.sentAtMs,
    recordedAtMs: alert.source.receivedAtMs,
    actor: { kind: 'connector', id: 'cap', name: 'CAP' },
    source: 'cap',
    drill: false,
    causedBy: null,
    payload: { alert },
  }
}

/** What has become of it long after: acknowledged and cleared, but for a few that still stand open. */
export function sampleState(index: number, isOpen: boolean): AlertState {
  const { alert, atMs } = { alert: sampleAlert(index), atMs: firstAtMs + index * stepMs }
  return {
    alert,
    version: isOpen ? 1 : 3,
    contentVersion: 1,
    drill: false,
    raisedAtMs: atMs,
    updatedAtMs: atMs,
    raisedSeq: index + 1,
    acknowledged: isOpen ? null : { atMs: atMs + 60_000, by: 'Bàn trực 1' },
    cleared: isOpen ? null : { atMs: atMs + 3_600_000, reason: 'cancelled' },
  }
}

/** The time at which sample `index` was raised. */
export const sampleAtMs = (index: number): number => firstAtMs + index * stepMs
