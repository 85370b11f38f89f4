import type { CityManifest } from '#shared/contract/city'
import type { WindowDescription } from '#shared/contract/ipc'
import type { UnitPosition } from '#shared/contract/position'
import { useConnectionStore } from '#session/connectionStore'
import { usePositionsStore } from '#session/positionsStore'
import { useRoomStore } from '#session/roomStore'
import { useWindowStore } from '#session/windowStore'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useViewpointsStore } from './viewpointsStore'

const pose = (lonDeg: number, rangeM = 900) => ({ target: { lonDeg, latDeg: 16.82 }, rangeM, headingDeg: 30, pitchDeg: -40 })
const own = (id: string, lonDeg: number) => ({ id, name: { vi: id, en: id }, ...pose(lonDeg) })
const unit = (lonDeg: number): UnitPosition => ({
  id: 'xe-1',
  name: 'Xe 1',
  kind: 'police',
  place: { lonDeg, latDeg: 16.9 },
  headingDeg: null,
  atMs: 1,
  urgent: false,
  drill: true,
})

describe('viewpoints', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    setActivePinia(createPinia())
    const city = { viewpoints: [own('a', 107.1), own('b', 107.2)] } as unknown as CityManifest
    useWindowStore().description = { language: 'vi', city } as WindowDescription
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('go round on a tour until the hand takes the camera', () => {
    const viewpoints = useViewpointsStore()
    viewpoints.startTour(20)
    expect([viewpoints.touring?.id, viewpoints.wanted?.pose]).toEqual(['a', pose(107.1)])
    vi.advanceTimersByTime(20_000)
    viewpoints.take(pose(107.2), false)
    expect(viewpoints.touring?.id).toBe('b')
    vi.advanceTimersByTime(20_000)
    expect(viewpoints.touring?.id).toBe('a')
    viewpoints.take(pose(107.3), true)
    vi.advanceTimersByTime(60_000)
    expect([viewpoints.touring, viewpoints.wanted?.pose]).toEqual([undefined, pose(107.1)])
  })

  it('follow a unit from where the hand looks at it, and let it go when the hand looks away', async () => {
    const viewpoints = useViewpointsStore()
    const positions = usePositionsStore()
    positions.apply([unit(107.11)])
    viewpoints.take(pose(107), false)
    viewpoints.follow('xe-1')
    expect(viewpoints.wanted?.pose).toEqual({ ...pose(107), target: { lonDeg: 107.11, latDeg: 16.9 } })
    const over = { ...viewpoints.wanted!.pose }
    viewpoints.take(over, false)
    viewpoints.take({ ...over, rangeM: 400 }, true)
    positions.apply([unit(107.12)])
    await nextTick()
    expect(viewpoints.wanted?.pose).toEqual({ ...over, rangeM: 400, target: { lonDeg: 107.12, latDeg: 16.9 } })
    viewpoints.take(pose(107.5), true)
    expect(viewpoints.followed).toBe('')
  })

  it('save what is shown, over what has the name already', () => {
    const viewpoints = useViewpointsStore()
    const ask = vi.spyOn(useConnectionStore(), 'ask').mockReturnValue(undefined)
    viewpoints.save('Cầu')
    expect(ask).not.toHaveBeenCalled()
    viewpoints.take(pose(107.1, 20), false)
    viewpoints.save('Cầu')
    expect(ask.mock.lastCall?.[0]).toMatchObject({
      type: 'viewpoint.save',
      input: { expectedVersion: 0, viewpoint: { name: 'Cầu', rangeM: 50 } },
    })
    const kept = { viewpoint: { id: 'vp-1', name: 'Cầu', ...pose(107.2) }, version: 3, savedAtMs: 1, by: 'Lan' }
    useRoomStore().replace({ ...useRoomStore().room, viewpoints: [kept] })
    viewpoints.save('Cầu')
    expect(ask.mock.lastCall?.[0]).toMatchObject({ input: { id: 'vp-1', expectedVersion: 3 } })
    viewpoints.remove(kept)
    expect(ask.mock.lastCall?.[0]).toEqual({ type: 'viewpoint.remove', input: { id: 'vp-1', expectedVersion: 3 } })
  })
})
