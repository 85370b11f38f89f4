import { utilityProcess } from 'electron'
import modulePath from '../../city/importEntry?modulePath'
import { importWord, type ImportOrder, type ImportWord } from '#shared/contract/cityImportTask'

export type ImportProcess = { tell(order: ImportOrder): void; kill(): void }

/** One import in a process of its own, which ends with it. `onEnd` comes last, whatever happened. */
export function startImportProcess(env: NodeJS.ProcessEnv, onWord: (word: ImportWord) => void, onEnd: () => void): ImportProcess {
  const child = utilityProcess.fork(modulePath, [], { serviceName: 'city-import', stdio: 'inherit', env })
  const waiting: ImportOrder[] = []
  let isRunning = false
  child.once('spawn', () => {
    isRunning = true
    for (const order of waiting) child.postMessage(order)
  })
  child.on('message', (message) => onWord(importWord.parse(message)))
  child.once('exit', onEnd)
  return {
    tell(order) {
      if (isRunning) child.postMessage(order)
      else waiting.push(order)
    },
    kill: () => void child.kill(),
  }
}
