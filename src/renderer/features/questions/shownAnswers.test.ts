import { cityAnswer, type CityAnswer } from '#shared/contract/cityAnswer'
import { shownAnswer } from '#shared/contract/shownAnswer'
import { townFiles, townPlace } from '#test/builders/cityModel'
import { expect, it } from 'vitest'
import { createAnswering } from './answering'
import { answerAgain, shownAnswerOf, type AnswerAgain, type StartAnswerThread } from './shownAnswers'

const files = { basemap: 'b.geojson', wards: 'w.geojson', gauges: 'g.json' }
const house = { id: 'nhà', place: townPlace(0, 0), groundM: 2, floodM: 2, people: 4 }
const question = { kind: 'flood', levelM: 3, gaugeLevelM: 3 } as const
const asked = { kind: 'ask', id: crypto.randomUUID(), question, language: 'vi', operator: 'Trực ban Hà', nowMs: 1_000 } as const
const open = { kind: 'open', folderUrl: 'test:/', files } as const

async function answerAtTheDesk(): Promise<CityAnswer> {
  const answering = createAnswering(async () => townFiles({ buildings: [house] }))
  await answering(open)
  const reply = await answering(asked)
  if (reply.kind !== 'answered') throw new Error(JSON.stringify(reply))
  return cityAnswer.parse(reply.answer)
}

/** A thread with a town of its own. */
function thread(town: Parameters<typeof townFiles>[0]): { start: StartAnswerThread; running: () => number } {
  let running = 0
  return {
    running: () => running,
    start: (answered, failed) => {
      running += 1
      const answering = createAnswering(async () => townFiles(town))
      return {
        send: (message) => void answering(structuredClone(message)).then(answered, (error) => failed(String(error))),
        stop: () => (running -= 1),
      }
    },
  }
}

async function again(shown: CityAnswer, town: Parameters<typeof townFiles>[0]): Promise<AnswerAgain> {
  const { start, running } = thread(town)
  const parsed = shownAnswer.parse(JSON.parse(JSON.stringify(shownAnswerOf(shown))))
  const result = await new Promise<AnswerAgain>((settle) =>
    answerAgain({ shown: parsed, files, folderUrl: 'test:/', language: 'vi' }, start, settle),
  )
  expect(running()).toBe(0)
  return result
}

it('computes the same answer again, with the words of who asked, when it was asked', async () => {
  const answer = await answerAtTheDesk()
  const shown = await again(answer, { buildings: [house] })
  expect(shown).toMatchObject({
    state: 'answered',
    isSame: true,
    answer: { operator: 'Trực ban Hà', answeredAtMs: 1_000, inputsHash: answer.inputsHash, result: answer.result },
    map: { floodLevelM: 3 },
  })
})

it('says that another city answers, and why there is no answer', async () => {
  const answer = await answerAtTheDesk()
  expect(await again({ ...answer, inputsHash: 'f'.repeat(64) }, { buildings: [house] })).toMatchObject({ state: 'answered', isSame: false })
  expect(await again({ ...answer, model: { ...answer.model, version: '0' } }, { buildings: [house] })).toMatchObject({ isSame: false })
  const question = { kind: 'reach' as const, from: { lonDeg: 0, latDeg: 0 }, minutes: 1, floodLevelM: null, closures: [] }
  const far: CityAnswer = { ...answer, question }
  expect(await again(far, { buildings: [house] })).toEqual({ state: 'unanswered', reason: expect.any(String), detail: expect.any(String) })
})

it('is given up when the wall shows something else', async () => {
  const { start, running } = thread({ buildings: [house] })
  const stop = answerAgain({ shown: shownAnswerOf(await answerAtTheDesk()), files, folderUrl: 'test:/', language: 'vi' }, start, () => {})
  expect(running()).toBe(1)
  stop()
  expect(running()).toBe(0)
})
