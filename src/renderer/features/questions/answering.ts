import { answerOf, askCity } from '#analysis/askCity'
import { cityModelOf } from '#analysis/cityModel'
import type { CityBytes, CityModel } from '#analysis/cityModel'
import { Unanswered } from '#analysis/unanswered'
import { cityQuestion } from '#shared/contract/cityAnswer'
import type { CityFacts, FromWorker, ToWorker } from './workerMessages'

/** The worker's work, apart from its thread: one city, one question after the other. */
export function createAnswering(
  load: (open: Extract<ToWorker, { kind: 'open' }>) => Promise<CityBytes>,
): (message: ToWorker) => Promise<FromWorker> {
  let opened: Promise<CityModel> = Promise.reject(new Error('no city'))
  opened.catch(() => undefined)
  return async (message) => {
    if (message.kind === 'open') {
      opened = load(message).then(cityModelOf)
      try {
        return { kind: 'opened', facts: factsOf(await opened) }
      } catch (error) {
        return { kind: 'unreadable', detail: wordsOf(error) }
      }
    }
    const { id, language, operator, nowMs } = message
    try {
      const question = cityQuestion.parse(message.question)
      const city = await opened
      const startedMs = performance.now()
      const { result, map } = askCity(city, question, language)
      const tookMs = performance.now() - startedMs
      return { kind: 'answered', id, answer: await answerOf(city, question, result, { id, answeredAtMs: nowMs, tookMs, operator }), map }
    } catch (error) {
      if (error instanceof Unanswered) return { kind: 'unanswered', id, reason: error.reason, detail: error.detail }
      return { kind: 'unanswered', id, reason: 'failed', detail: wordsOf(error) }
    }
  }
}

function factsOf(city: CityModel): CityFacts {
  return {
    inputs: city.inputs.map(({ input, synthetic, source }) => ({ input, synthetic, source })),
    gaugeZeroM: city.floodField?.meta.gaugeZeroM ?? null,
    facilities: (city.facilities ?? []).map(({ id, name, kind, place }) => ({ id, name, kind, place })),
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
