import type { MapAnswer } from '#shared/contract/answerLayer'
import type { CityManifest } from '#shared/contract/city'
import type { AnswerInput, CityAnswer, CityQuestion, UnansweredReason } from '#shared/contract/cityAnswer'
import type { Facility } from '#shared/contract/cityParts'
import type { Language } from '#shared/contract/ipc'

/** What the page sends to its worker, one window's own. */
export type ToWorker =
  | { kind: 'open'; folderUrl: string; files: CityManifest['files'] }
  | { kind: 'ask'; id: string; question: CityQuestion; language: Language; operator: string; nowMs: number }

/** What a city has for questions, for the forms. */
export type CityFacts = {
  inputs: readonly { input: AnswerInput; synthetic: boolean; source: string }[]
  /** Gauge zero above the height datum; null without a flood field. */
  gaugeZeroM: number | null
  facilities: readonly Pick<Facility, 'id' | 'name' | 'kind' | 'place'>[]
}

/** What the worker sends back. A question without an answer says why. */
export type FromWorker =
  | { kind: 'opened'; facts: CityFacts }
  | { kind: 'unreadable'; detail: string }
  | { kind: 'answered'; id: string; answer: CityAnswer; map: MapAnswer }
  | { kind: 'unanswered'; id: string; reason: UnansweredReason; detail: string }
