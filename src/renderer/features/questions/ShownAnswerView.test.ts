import type { CityAnswer } from '#shared/contract/cityAnswer'
import { townFiles, townPlace } from '#test/builders/cityModel'
import { mountInWindow } from '#test/builders/mountBuilder'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAnswering } from './answering'
import ShownAnswerView from './ShownAnswerView.vue'
import { shownAnswerOf } from './shownAnswers'
import type { ToWorker } from './workerMessages'

const junctions = [townPlace(0, 0), townPlace(600, 0)]
const town = { junctions, roads: [{ from: 0, to: 1, name: 'Lê Duẩn' }] }
const among = ['Đội 1', 'Đội 2'].map((name, index) => ({ id: name, name: { vi: name, en: name }, place: junctions[index]! }))
const question = { kind: 'nearest' as const, place: townPlace(100, 0), among, most: 5, floodLevelM: null, closures: [] }
const asked = {
  kind: 'ask' as const,
  id: crypto.randomUUID(),
  question,
  language: 'vi' as const,
  operator: 'Trực ban Hà',
  nowMs: 1_700_000_000_000,
}

/** The page's thread, in this one. */
class ThreadHere extends EventTarget {
  #answering = createAnswering(async () => townFiles(town))
  postMessage(message: ToWorker) {
    void this.#answering(message).then((data) => this.dispatchEvent(new MessageEvent('message', { data })))
  }
  terminate() {}
}

async function answerAtTheDesk(): Promise<CityAnswer> {
  const answering = createAnswering(async () => townFiles(town))
  await answering({ kind: 'open', folderUrl: 'test:/', files: { basemap: 'b', wards: 'w', gauges: 'g' } })
  const reply = await answering(asked)
  if (reply.kind !== 'answered') throw new Error(JSON.stringify(reply))
  return reply.answer
}

async function show(change: Partial<CityAnswer> = {}, wordless = false) {
  const shown = shownAnswerOf({ ...(await answerAtTheDesk()), ...change })
  const city = { files: { basemap: 'b', wards: 'w', gauges: 'g' } }
  const view = mountInWindow(ShownAnswerView, { props: { shown, city, cityPath: '/city-data', wordless } })
  await vi.waitFor(() => expect(view.find('dl, .warning').exists()).toBe(true))
  return view
}

describe('an answer on the wall', () => {
  beforeEach(() => vi.stubGlobal('Worker', ThreadHere))
  afterEach(() => {
    vi.unstubAllGlobals()
    document.body.replaceChildren()
  })

  it('says what was asked, the first of what was found, of which class, by which model, when and by whom; and draws it', async () => {
    const view = await show()
    const words = view.text()
    for (const part of ['Đơn vị nào đến nhanh nhất', 'Minh họa', 'Đội 1', 'Đội 2', 'road-dijkstra', 'Trực ban Hà'])
      expect(words).toContain(part)
    expect(words.indexOf('Đội 1')).toBeLessThan(words.indexOf('Đội 2'))
    expect(words).not.toContain('khác với lúc hỏi')
    const maps = view.emitted('map')!.map(([map]) => map as { layers: { id: string }[] } | null)
    expect([maps[0], maps.at(-1)?.layers.map(({ id }) => id)]).toEqual([null, ['way-Đội 1', 'way-Đội 2', 'units']])
  })

  it('says that the city here is another', async () => {
    expect((await show({ inputsHash: 'f'.repeat(64) })).text()).toContain('khác với lúc hỏi')
  })

  it('says why there is no answer here, and draws nothing', async () => {
    const view = await show({ question: { ...question, place: { lonDeg: 0, latDeg: 0 } } })
    expect(view.get('[role="alert"]').text()).toContain('3 km')
    expect(view.emitted('map')!.every(([map]) => map === null)).toBe(true)
  })

  it('leaves the words to another display of the same picture', async () => {
    const view = await show({}, true)
    expect((view.element as HTMLElement).style.display).toBe('none')
    expect(view.emitted('map')!.length).toBe(2)
  })
})
