import type { Random } from './random'

/** What people, senders and bad luck do, with how often each is drawn. */
const weights = {
  post: 14,
  update: 7,
  cancel: 4,
  reading: 6,
  drill: 2,
  acknowledge: 14,
  assign: 4,
  amend: 4,
  note: 4,
  close: 4,
  'apply-again': 4,
  cut: 4,
  'break-off': 4,
  'message-fault': 14,
  'kill-gateway': 4,
  'kill-station': 4,
  'power-cut': 4,
  fuse: 8,
  'disk-full': 2,
  'clock-jump': 2,
} as const

export type StepKind = keyof typeof weights

/** One step of a history. `choice` and `amount` say which and how much; what they mean depends on the kind. */
export type Step = { kind: StepKind; afterMs: number; choice: number; amount: number }

const kinds = Object.entries(weights).flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind as StepKind))

/** The steps of one history: 30 to 80, most of them close together. */
export function drawSteps(random: Random): Step[] {
  return Array.from({ length: random.int(30, 80) }, () => ({
    kind: random.pick(kinds)!,
    afterMs: drawPause(random),
    choice: random.int(0, 999_999),
    amount: random.int(0, 999_999),
  }))
}

function drawPause(random: Random): number {
  const kind = random.next()
  if (kind < 0.55) return random.int(0, 60)
  if (kind < 0.88) return random.int(60, 700)
  if (kind < 0.98) return random.int(700, 3_000)
  return random.int(3_000, 30_000)
}
