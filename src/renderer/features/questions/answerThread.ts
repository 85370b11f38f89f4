import type { StartAnswerThread } from './shownAnswers'
import type { FromWorker } from './workerMessages'

/** Starts a thread of this page that answers questions about a city. */
export const startAnswerThread: StartAnswerThread = (answered, failed) => {
  const worker = new Worker(new URL('./questionsWorker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => answered(data))
  worker.addEventListener('error', (event) => failed(event.message || 'worker'))
  return { send: (message) => worker.postMessage(message), stop: () => worker.terminate() }
}
