import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wallsState, type WallPerson, type WallRequest, type WallsState, type WallTile } from '#shared/contract/wall'
import { decideOnWall, holderOf } from './wallDecision'
import { applyWallFact, noWalls } from './wallFold'

const mai: WallPerson = { id: 'desk-1', name: 'Mai' }
const nam: WallPerson = { id: 'desk-2', name: 'Nam' }
const surface = (number: number) => ({
  surface: number,
  present: true,
  label: '',
  boundsPx: { x: number * 1920, y: 0, width: 1920, height: 1080 },
  boundsMm: null,
})
const drawing = { id: 'w', name: 'Tường', viewingDistanceM: 6, surfaces: [surface(1), surface(2)] }
const tiles = (surfaces: number[]): WallTile[] => [
  { id: 'a', area: { surfaces, x: 0, y: 0, width: 1, height: 1 }, content: { kind: 'alerts' } },
]
const draw: WallRequest = { type: 'wall.draw', input: { id: 'w', drawing } }
const show = (surfaces: number[]): WallRequest => ({
  type: 'wall.show',
  input: { id: 'w', tiles: tiles(surfaces), sceneId: null, sceneVersion: null },
})
const take = (override = false, reason?: string): WallRequest => ({
  type: 'wall.take',
  input: { id: 'w', forS: 60, override, ...(reason === undefined ? {} : { reason }) },
})
const scene = { id: 'calm', name: { vi: 'Bình thường', en: 'Calm' }, tiles: tiles([1]) }

function ask(walls: WallsState, request: WallRequest, by = mai, nowMs = 1_000): { walls: WallsState; refused?: string } {
  const decision = decideOnWall(walls, request, by, nowMs)
  return decision.ok ? { walls: decision.value.reduce(applyWallFact, walls) } : { walls, refused: decision.failure.code }
}
const drawn = ask(noWalls, draw).walls

describe('two officers who want the wall', () => {
  it('are told apart: one has it, the other hears who', () => {
    const taken = ask(drawn, take()).walls
    const refused = decideOnWall(taken, take(), nam, 2_000)
    expect(refused).toMatchObject({ ok: false, failure: { code: 'wall-held', details: { by: 'Mai', atMs: 1_000, untilMs: 61_000 } } })
    for (const request of [show([1]), { type: 'wall.return', input: { id: 'w' } }, { type: 'wall.release', input: { id: 'w' } }] as const) {
      expect(ask(taken, request, nam, 2_000).refused).toBe('wall-held')
    }
    expect(ask(taken, show([1]), mai, 2_000).refused).toBeUndefined()
  })

  it('get it when the time is over and when it is given back', () => {
    const taken = ask(drawn, take()).walls
    expect(ask(taken, take(), nam, 61_000).refused).toBeUndefined()
    expect(ask(ask(taken, { type: 'wall.release', input: { id: 'w' } }).walls, take(), nam).refused).toBeUndefined()
  })

  it('get it from each other for a reason only, which the one who had it can read until it is given back', () => {
    const taken = ask(drawn, take()).walls
    expect(ask(taken, take(true), nam, 2_000).refused).toBe('invalid')
    expect(ask(taken, take(true, '  '), nam, 2_000).refused).toBe('invalid')
    const overridden = ask(taken, take(true, 'cháy chợ'), nam, 2_000).walls
    const takenFrom = { by: mai, reason: 'cháy chợ' }
    expect(overridden.walls[0]?.control).toEqual({ by: nam, sinceMs: 2_000, untilMs: 62_000, takenFrom })
    expect(ask(overridden, take(), nam, 3_000).walls.walls[0]?.control).toMatchObject({ sinceMs: 2_000, takenFrom })
    expect(ask(overridden, take(), mai, 62_000).walls.walls[0]?.control).toEqual({ by: mai, sinceMs: 62_000, untilMs: 122_000 })
  })

  it('keep their time of taking when they renew', () => {
    const renewed = ask(ask(drawn, take()).walls, take(), mai, 30_000).walls
    expect(holderOf(renewed.walls[0]!, 89_999)).toEqual({ by: mai, sinceMs: 1_000, untilMs: 90_000 })
    expect(holderOf(renewed.walls[0]!, 90_000)).toBeUndefined()
  })
})

describe('a request about a wall', () => {
  it('is refused where there is no such wall, surface or earlier arrangement', () => {
    expect(ask(noWalls, show([1])).refused).toBe('not-found')
    expect(ask(drawn, show([1, 3])).refused).toBe('not-found')
    expect(ask(drawn, { type: 'wall.return', input: { id: 'w' } }).refused).toBe('not-found')
    expect(ask(drawn, { type: 'wall.draw', input: { id: 'x', drawing } }).refused).toBe('invalid')
  })

  it('on a scene names the version it changes', () => {
    const save = (expectedVersion: number): WallRequest => ({ type: 'scene.save', input: { id: 'calm', scene, expectedVersion } })
    const first = ask(drawn, save(0)).walls
    expect(ask(first, save(0), nam).refused).toBe('stale-version')
    const second = ask(first, save(1), nam).walls
    expect(second.scenes[0]).toMatchObject({ version: 2, by: nam, earlier: [{ version: 1, by: mai }] })
    expect(ask(second, { type: 'scene.remove', input: { id: 'calm', expectedVersion: 1 } }).refused).toBe('stale-version')
    expect(ask(second, { type: 'scene.remove', input: { id: 'calm', expectedVersion: 2 } }).walls.scenes).toEqual([])
    expect(ask(drawn, { type: 'scene.save', input: { id: 'other', scene, expectedVersion: 0 } }).refused).toBe('invalid')
  })

  it('never leads to a state the contract does not allow, whoever asks what', () => {
    const requests: WallRequest[] = [
      draw,
      show([1]),
      show([1, 2]),
      take(),
      take(true),
      { type: 'wall.return', input: { id: 'w' } },
      { type: 'wall.release', input: { id: 'w' } },
      { type: 'scene.save', input: { id: 'calm', scene, expectedVersion: 0 } },
      { type: 'scene.save', input: { id: 'calm', scene, expectedVersion: 1 } },
      { type: 'scene.remove', input: { id: 'calm', expectedVersion: 1 } },
    ]
    const step = fc.tuple(fc.constantFrom(...requests), fc.constantFrom(mai, nam), fc.integer({ min: 0, max: 90_000 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let [walls, nowMs] = [drawn, 0]
        for (const [request, by, waitMs] of steps) {
          nowMs += waitMs
          const before = walls.walls[0]!
          const holder = holderOf(before, nowMs)
          walls = ask(walls, request, by, nowMs).walls
          // Whoever has the wall keeps what is on it, unless somebody overrides.
          if (holder !== undefined && holder.by.id !== by.id) expect(walls.walls[0]!.shown).toEqual(before.shown)
        }
        expect(wallsState.safeParse(walls).error?.message).toBeUndefined()
      }),
    )
  })
})
