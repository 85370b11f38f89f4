import { heightGridOf } from '#analysis/heightGrid'
import type { CityCamera } from '#shared/contract/cityParts'
import { expect, it, vi } from 'vitest'
import { createCameraSights, type StartSightThread } from './cameraSights'
import { createSightWork, type FromSightWorker, type ToSightWorker } from './cameraSightWork'
import { blockTable } from './testing/buildingBuilders'
import { place } from './testing/mapBuilders'

const camera: CityCamera = {
  id: 'c',
  name: { vi: 'c', en: 'c' },
  place,
  mountHeightM: 8,
  headingDeg: 90,
  pitchDeg: -10,
  horizontalFieldOfViewDeg: 60,
  rangeM: 100,
  steerable: false,
  source: 'drawn for a test',
  licence: 'none',
  synthetic: false,
}
const box = { westDeg: 107.09, southDeg: 16.81, eastDeg: 107.11, northDeg: 16.83, columns: 2, rows: 2 }
const terrain = heightGridOf({ ...box, noDataDm: -32768 } as Parameters<typeof heightGridOf>[0], new Int16Array(4))
const { lonDeg, latDeg, heightM, groundM, ringStart, ringLonDeg, ringLatDeg, count } = blockTable([
  { id: 'house', eastM: 50, northM: 0, heightM: 20 },
])
const buildings = { lonDeg, latDeg, heightM, groundM, ringStart, ringLonDeg, ringLatDeg, count }

/** A thread that works when it is told to. */
function thread() {
  const work = createSightWork()
  const sent: ToSightWorker[] = []
  let answered: (answer: FromSightWorker) => void
  let failed: (error: unknown) => void
  const start: StartSightThread = (onAnswer, onFailure) => {
    answered = onAnswer
    failed = onFailure
    // As a real thread gets it: a copy, without functions.
    return { send: (message) => sent.push(structuredClone(message)), stop: () => (sent.length = 0) }
  }
  return {
    sent,
    start,
    run: () => sent.splice(0).forEach((message) => [work(message)].forEach((answer) => answer && answered(answer))),
    fail: () => failed('no memory'),
  }
}

it('asks once for each camera, and tells when it is known', () => {
  const { start, sent, run } = thread()
  const changed = vi.fn()
  const sights = createCameraSights({ town: { terrain, buildings, synthetic: true }, start, changed })
  expect(sent).toEqual([])
  expect([sights.of(camera).state, sights.of(camera).state]).toEqual(['computing', 'computing'])
  expect(sent.map(({ kind }) => kind)).toEqual(['town', 'camera'])
  run()
  expect(changed.mock.calls).toEqual([['c']])
  const sight = sights.of(camera)
  expect(sight).toMatchObject({ state: 'seen', illustrative: true })
  // The house hides what is behind it.
  if (sight.state === 'seen') expect(sight.ground.seenM2).toBeLessThan(0.8 * sight.ground.fieldM2)
  expect(sent).toEqual([])
})

it('says that it does not know: without terrain, without ground under the camera, without a thread', () => {
  const { start, sent, run, fail } = thread()
  const without = createCameraSights({ town: undefined, start, changed: vi.fn() })
  expect([without.of(camera), sent]).toEqual([{ state: 'unknown' }, []])
  const changed = vi.fn()
  const sights = createCameraSights({ town: { terrain, buildings, synthetic: false }, start, changed })
  const far = { ...camera, id: 'far', place: { lonDeg: 108, latDeg: 17 } }
  sights.of(far)
  run()
  expect(sights.of(far)).toEqual({ state: 'unknown' })
  sights.of(camera)
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
  fail()
  quiet.mockRestore()
  expect([sights.of(camera), changed.mock.calls]).toEqual([{ state: 'unknown' }, [['far'], ['c']]])
})
