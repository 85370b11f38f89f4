import { describe, expect, it } from 'vitest'
import { viewOf } from './cameraPose'
import { offsetPlace } from './ellipsoid'
import { flatGround } from './groundHeights'
import { createMoverGroups, isGroup } from './moverGroups'
import { createMoverStore, type MoverFix } from './moverStore'
import { place } from './testing/mapBuilders'

const view = viewOf({ target: place, rangeM: 6_000, headingDeg: 0, pitchDeg: -70 }, 800, 600)

function placed(at: readonly { eastM: number; northM: number; urgent?: boolean }[], selectedRow = -1) {
  const store = createMoverStore(flatGround)
  store.put(
    at.map(({ eastM, northM, urgent = false }, n): MoverFix => {
      const { lonDeg, latDeg } = offsetPlace(place, eastM, northM)
      return { id: `u${n}`, name: '', kind: 'other', lonDeg, latDeg, headingDeg: 0, atMs: 1, urgent, drill: false }
    }),
  )
  store.moveTo(1)
  const groups = createMoverGroups()
  groups.place(store, view, selectedRow)
  const alone = [...groups.rows.subarray(0, groups.count)].filter((row) => groups.groupOf[row]! < 0)
  const signs = Array.from({ length: groups.groups.count }, (_, group) => group).filter((group) => isGroup(groups, group))
  return { groups, alone, signs, inGroups: signs.reduce((sum, group) => sum + groups.groups.size[group]!, 0) }
}
const crowd = (count: number) => Array.from({ length: count }, (_, n) => ({ eastM: (n % 10) * 2, northM: Math.floor(n / 10) * 2 }))

describe('movers in a picture', () => {
  it('stand for themselves while they are few', () => {
    expect(placed(crowd(40))).toMatchObject({ signs: [], alone: { length: 40 } })
  })

  it('are gathered where they stand together, and none is lost', () => {
    const { alone, inGroups, signs } = placed([...crowd(300), { eastM: 900, northM: 900 }])
    expect(signs.length).toBeGreaterThan(0)
    expect(signs.length).toBeLessThan(12)
    expect(alone.length + inGroups).toBe(301)
    expect(alone).toContain(300)
  })

  it('are never gathered when they call for help or are selected', () => {
    const movers = crowd(300).map((each, n) => ({ ...each, urgent: n === 7 || n === 150 }))
    expect(placed(movers, 33).alone).toEqual(expect.arrayContaining([7, 33, 150]))
  })

  it('outside the picture are not in it', () => {
    expect(placed([{ eastM: 60_000, northM: 0 }, { eastM: 0, northM: 0 }]).alone).toEqual([1]) // prettier-ignore
  })

  it('are gathered from picture to picture as if each were the first, while they drive and the camera moves', () => {
    const store = createMoverStore(flatGround)
    const fleet = (atMs: number) =>
      Array.from({ length: 2_000 }, (_, n): MoverFix => {
        const { lonDeg, latDeg } = offsetPlace(
          place,
          ((n * 7_919) % 4_000) - 2_000 + (atMs / 1_000) * (n % 40),
          ((n * 104_729) % 3_000) - 1_500,
        )
        return { id: `u${n}`, name: '', kind: 'other', lonDeg, latDeg, headingDeg: 0, atMs, urgent: false, drill: false }
      })
    const kept = createMoverGroups()
    for (let second = 1; second < 60; second += 1) {
      store.put(fleet(second * 1_000))
      store.moveTo(second * 1_000)
      const turned = viewOf({ target: place, rangeM: 6_000 / second, headingDeg: second * 7, pitchDeg: -70 }, 800, 600)
      kept.place(store, turned, -1)
      const fresh = createMoverGroups()
      fresh.place(store, turned, -1)
      const signsOf = (placed: typeof kept) =>
        Array.from({ length: placed.groups.count }, (_, group) => group)
          .filter((group) => isGroup(placed, group))
          .map((group) => `${placed.groups.size[group]} ${placed.groups.x[group]!.toFixed(2)} ${placed.groups.y[group]!.toFixed(2)}`)
          .toSorted()
      expect(signsOf(kept)).toEqual(signsOf(fresh))
      const alone = (placed: typeof kept) => [...placed.rows.subarray(0, placed.count)].filter((row) => placed.groupOf[row]! < 0)
      expect(alone(kept)).toEqual(alone(fresh))
    }
  })

  it('draw no more signs than can be told apart, however many there are', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({
      eastM: ((n * 7_919) % 4_000) - 2_000,
      northM: ((n * 104_729) % 3_000) - 1_500,
    }))
    const { alone, signs, inGroups, groups } = placed(many)
    expect(alone.length + inGroups).toBe(groups.count)
    expect(alone.length + signs.length).toBeLessThan(1_500)
  })
})
