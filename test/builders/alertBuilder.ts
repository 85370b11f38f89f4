import type { Alert, AlertState, AlertText } from '#shared/contract/alert'

/** 17 October 2020, 23:00 in Đông Hà. */
export const builtAtMs = Date.UTC(2020, 9, 17, 16, 0, 0)

/** One language of an alert; Vietnamese unless told otherwise. */
export function buildText(changes: Partial<AlertText> = {}): AlertText {
  return {
    language: 'vi-VN',
    event: 'Ngập đường',
    headline: 'Ngập đường Hoàng Diệu',
    description: '',
    instruction: '',
    contact: '',
    web: '',
    ...changes,
  }
}

/** An alert with defaults; what a test is about is given by `changes`. */
export function buildAlert(changes: Partial<Alert> = {}): Alert {
  const id = changes.id ?? 'alert-1'
  return {
    id,
    source: {
      connector: 'cap',
      key: `dieuhanh@example.invalid,${id}`,
      sender: 'dieuhanh@example.invalid',
      senderName: 'Đài Khí tượng Thủy văn',
      identifier: id,
      sentAtMs: builtAtMs,
      receivedAtMs: builtAtMs + 1_000,
      signature: 'none',
    },
    severity: 'medium',
    category: 'Met',
    urgency: 'Expected',
    capSeverity: 'Moderate',
    certainty: 'Observed',
    texts: [buildText()],
    areas: [],
    place: { lonDeg: 107.1, latDeg: 16.82 },
    onsetAtMs: null,
    expiresAtMs: null,
    measure: null,
    drillId: null,
    ...changes,
  }
}

/** An alert as it stands after it was raised. `alert` may be given in part. */
export function buildAlertState(changes: Partial<Omit<AlertState, 'alert'>> & { alert?: Partial<Alert> } = {}): AlertState {
  const { alert, ...rest } = changes
  return {
    alert: buildAlert(alert),
    version: 1,
    contentVersion: 1,
    drill: false,
    raisedAtMs: builtAtMs,
    updatedAtMs: builtAtMs,
    raisedSeq: 1,
    cleared: null,
    acknowledged: null,
    ...rest,
  }
}
