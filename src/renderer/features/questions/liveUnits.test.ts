import { expect, it } from 'vitest'
import { unitsToAsk } from './liveUnits'

it('only units that told where they are within five minutes are asked about, and a drill says so', () => {
  const unit = { kind: 'fire' as const, place: { lonDeg: 107.1, latDeg: 16.8 }, headingDeg: null, urgent: false }
  const positions = [
    { ...unit, id: 'a', name: 'Xe 1', atMs: 1_000_000, drill: false },
    { ...unit, id: 'b', name: 'Xe 2', atMs: 1_000_000, drill: true },
    { ...unit, id: 'c', name: 'Xe 3', atMs: 600_000, drill: false },
  ]
  expect(unitsToAsk(positions, 1_000_000)).toEqual([
    { id: 'a', name: { vi: 'Xe 1', en: 'Xe 1' }, place: unit.place },
    { id: 'b', name: { vi: 'Xe 2 (diễn tập)', en: 'Xe 2 (drill)' }, place: unit.place },
  ])
})
