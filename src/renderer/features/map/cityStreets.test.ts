import { decodeColumns } from '#analysis/columns'
import { townPlace } from '#test/builders/cityModel'
import { roadsFile } from '#test/builders/roads'
import { expect, it } from 'vitest'
import { cityStreetsOf } from './cityStreets'

it('draws each street once, whichever ways it is driven', () => {
  const junctions = [townPlace(0, 0), townPlace(100, 0), townPlace(100, 100)]
  const roads = [
    { from: 0, to: 1, name: 'hai chiều' },
    { from: 2, to: 1, name: 'một chiều', oneWay: true },
  ]
  const streets = cityStreetsOf(decodeColumns(roadsFile(junctions, roads)))
  const lines = streets.flatMap((each) =>
    each.lines.map((line) => line.map(([lonDeg, latDeg]) => [lonDeg.toFixed(6), latDeg.toFixed(6)].join())),
  )
  const at = (junction: number) => [junctions[junction]!.lonDeg.toFixed(6), junctions[junction]!.latDeg.toFixed(6)].join()
  expect(lines.map((line) => line.toSorted()).toSorted()).toEqual([[at(0), at(1)].toSorted(), [at(1), at(2)].toSorted()].toSorted())
})

it('refuses what is no road graph', () => {
  expect(() => cityStreetsOf({ meta: {}, columns: new Map() })).toThrow('a roads file without its column arcStart')
})
