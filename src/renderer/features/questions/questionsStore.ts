import type { MapAnswer } from '#shared/contract/answerLayer'
import type { CityManifest } from '#shared/contract/city'
import type { CityAnswer, CityQuestion, UnansweredReason } from '#shared/contract/cityAnswer'
import type { Language } from '#shared/contract/ipc'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { emptyForm, questionOf } from './questionForm'
import type { QuestionForm } from './questionForm'
import type { CityFacts, FromWorker, ToWorker } from './workerMessages'

type Asker = { language: Language; operator: string }

/** Questions of this window about the city: what is asked, what was answered, what of it is on the map. */
export const useQuestionsStore = defineStore('questions', () => {
  const form = shallowRef<QuestionForm>(emptyForm)
  const facts = shallowRef<CityFacts>()
  /** Why the city's files could not be read. */
  const unreadable = shallowRef<string>()
  const answer = shallowRef<CityAnswer>()
  const failure = shallowRef<{ reason: UnansweredReason; detail: string }>()
  const isBusy = shallowRef(false)
  const map = shallowRef<MapAnswer | null>(null)
  let worker: Worker | undefined
  let openedCity = ''
  let asked: string | undefined
  let next: (CityQuestion & { by: Asker })[] = []

  const question = computed(() => facts.value && questionOf(form.value, facts.value))

  /** Starts the worker and lets it read the city; once for each city. */
  function open(city: CityManifest, cityPath: string): void {
    const folderUrl = new URL(cityPath, window.location.href).href
    if (worker !== undefined && openedCity === folderUrl) return
    close()
    openedCity = folderUrl
    worker = new Worker(new URL('./questionsWorker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => take(data))
    worker.addEventListener('error', (event) => {
      // The panel starts another when it is opened again.
      close()
      openedCity = ''
      unreadable.value = event.message || 'worker'
    })
    send({ kind: 'open', folderUrl, files: city.files })
  }

  /** Ends the worker; the window closes, or another city is opened. */
  function close(): void {
    worker?.terminate()
    worker = undefined
    facts.value = undefined
    asked = undefined
    next = []
    isBusy.value = false
  }

  function fill(change: Partial<QuestionForm>): void {
    form.value = { ...form.value, ...change }
  }

  /** Asks what stands in the form; while an answer is under way, only the newest question waits. False when the form is not complete. */
  function ask(by: Asker): boolean {
    const complete = question.value
    if (complete === undefined || worker === undefined) return false
    next = [{ ...complete, by }]
    // The buildings take their colour at once; the lists follow.
    if (complete.kind === 'flood') map.value = { layers: map.value?.layers ?? [], floodLevelM: complete.levelM, buildingIds: [] }
    askNext()
    return true
  }

  /** Takes the answer off the screen and the map; what stands in the form stays. */
  function clear(): void {
    answer.value = undefined
    failure.value = undefined
    map.value = null
    next = []
    // What is still being computed is not waited for.
    asked = undefined
    isBusy.value = false
  }

  function askNext(): void {
    const waiting = next.pop()
    if (waiting === undefined || asked !== undefined) {
      if (waiting !== undefined) next = [waiting]
      return
    }
    const { by, ...complete } = waiting
    asked = crypto.randomUUID()
    isBusy.value = true
    send({ kind: 'ask', id: asked, question: complete, language: by.language, operator: by.operator, nowMs: Date.now() })
  }

  function send(message: ToWorker): void {
    worker?.postMessage(message)
  }

  function take(message: FromWorker): void {
    switch (message.kind) {
      case 'opened':
        facts.value = message.facts
        unreadable.value = undefined
        return
      case 'unreadable':
        unreadable.value = message.detail
        return
      case 'answered':
      case 'unanswered':
        if (message.id !== asked) return
        asked = undefined
        isBusy.value = next.length > 0
        if (message.kind === 'answered') {
          answer.value = message.answer
          failure.value = undefined
          const isStale = next.length > 0 && message.map.floodLevelM !== null
          map.value = isStale ? { ...message.map, floodLevelM: map.value?.floodLevelM ?? null } : message.map
        } else {
          answer.value = undefined
          map.value = null
          failure.value = { reason: message.reason, detail: message.detail }
        }
        askNext()
    }
  }

  return { form, facts, unreadable, answer, failure, isBusy, map, question, open, close, fill, ask, clear }
})
