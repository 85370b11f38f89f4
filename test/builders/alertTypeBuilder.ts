import type { AlertType } from '#shared/contract/alertType'

const said = (words: string) => ({ vi: words, en: `${words} (en)` })

/** A type of alert: that of a river above its third warning level, unless told otherwise. */
export function buildAlertType(changes: Partial<AlertType> = {}): AlertType {
  return {
    id: 'song-hieu-bd3',
    name: said('Lũ trên báo động 3'),
    matches: { connectors: ['gauge-rule'], events: [], categories: ['Met'], levels: [3] },
    cause: said('mưa lớn ở thượng nguồn'),
    consequence: said('ngập sâu khu dân cư'),
    action: said('báo các phường ven sông'),
    consequenceGrade: 'severe',
    timeToRespondMs: 600_000,
    deadBand: { value: 0.05, unit: 'm' },
    onDelayMs: 0,
    offDelayMs: 600_000,
    shelvingLimitMs: 900_000,
    suppression: { whileTypeIds: ['song-hieu-bd4'], withinM: 2_000 },
    escalation: { unseenAfterMs: 120_000, unacknowledgedAfterMs: 300_000 },
    owner: said('Ban chỉ huy phòng, chống thiên tai'),
    playbook: 'lu-lon',
    cameraIds: ['cam-cau-dong-ha'],
    ...changes,
  }
}

export const alertTypeSample = buildAlertType()
