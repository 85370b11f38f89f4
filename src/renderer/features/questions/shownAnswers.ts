import type { MapAnswer } from '#shared/contract/answerLayer'
import type { CityManifest } from '#shared/contract/city'
import type { CityAnswer, UnansweredReason } from '#shared/contract/cityAnswer'
import type { Language } from '#shared/contract/ipc'
import type { ShownAnswer } from '#shared/contract/shownAnswer'
import type { FromWorker, ToWorker } from './workerMessages'

/** A thread that answers questions; `stop` ends it. */
export type AnswerThread = { send(message: ToWorker): void; stop(): void }
export type StartAnswerThread = (answered: (message: FromWorker) => void, failed: (detail: string) => void) => AnswerThread

/** An answer that was computed again: what it says, what it draws, and whether it is made from the same bytes by the same model. */
export type AnswerAgain =
  | { state: 'answered'; answer: CityAnswer; map: MapAnswer; isSame: boolean }
  | { state: 'unanswered'; reason: UnansweredReason; detail: string }

/** Computes an answer again in a thread of its own, which ends with it; returns how to give it up. */
export function answerAgain(
  { shown, files, folderUrl, language }: { shown: ShownAnswer; files: CityManifest['files']; folderUrl: string; language: Language },
  start: StartAnswerThread,
  done: (again: AnswerAgain) => void,
): () => void {
  const id = crypto.randomUUID()
  const finish = (again: AnswerAgain): void => {
    thread.stop()
    done(again)
  }
  const thread = start(
    (message) => {
      switch (message.kind) {
        case 'opened': {
          const { question, operator, answeredAtMs } = shown
          return thread.send({ kind: 'ask', id, question, language, operator, nowMs: answeredAtMs })
        }
        case 'unreadable':
          return finish({ state: 'unanswered', reason: 'damaged-data', detail: message.detail })
        case 'unanswered':
          return finish({ state: 'unanswered', reason: message.reason, detail: message.detail })
        case 'answered':
          return finish({ state: 'answered', answer: message.answer, map: message.map, isSame: isSame(shown, message.answer) })
      }
    },
    (detail) => finish({ state: 'unanswered', reason: 'failed', detail }),
  )
  thread.send({ kind: 'open', folderUrl, files })
  return () => thread.stop()
}

/** An answer as a wall is told of it. */
export function shownAnswerOf({ question, inputsHash, model, dataClass, answeredAtMs, operator }: CityAnswer): ShownAnswer {
  return { question, inputsHash, model, dataClass, answeredAtMs, operator }
}

function isSame(shown: ShownAnswer, again: CityAnswer): boolean {
  return shown.inputsHash === again.inputsHash && shown.model.name === again.model.name && shown.model.version === again.model.version
}
