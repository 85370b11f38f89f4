import { expect, it } from 'vitest'
import { buildingTableOf } from './buildingTable'
import { blockColumns, blocksMeta, blockTable } from './testing/buildingBuilders'

it('finds ids by row and rows by id', () => {
  const table = blockTable([
    { id: 'nhà-1', eastM: 0, northM: 0 },
    { id: 'b', eastM: 50, northM: 0 },
  ])
  expect([table.idOf(0), table.idOf(1), table.rowOf('b'), table.rowOf('nhà-1'), table.rowOf('none')]).toEqual(['nhà-1', 'b', 1, 0, -1])
})

it.each(['lonDeg', 'ringStart', 'ringLatDeg', 'idUtf8', 'floodM'])('refuses a file without a whole column %s', (name) => {
  const columns = blockColumns([{ id: 'a', eastM: 0, northM: 0 }])
  columns.delete(name)
  expect(() => buildingTableOf(blocksMeta(1), columns)).toThrow(name)
  columns.set(
    name,
    blockColumns([{ id: 'a', eastM: 0, northM: 0 }])
      .get(name)!
      .slice(0, 0),
  )
  expect(() => buildingTableOf(blocksMeta(1), columns)).toThrow(name)
})

it('knows which heights were measured by nobody', () => {
  const blocks = ['a', 'b', 'c'].map((id) => ({ id, eastM: 0, northM: 0 }))
  const columns = blockColumns(blocks)
  expect([0, 1, 2].map(buildingTableOf(blocksMeta(3), columns).heightBasisOf)).toEqual(['source', 'source', 'source'])
  columns.set('heightBasis', Uint8Array.from([0, 1, 2]))
  expect([0, 1, 2].map(buildingTableOf(blocksMeta(3), columns).heightBasisOf)).toEqual(['source', 'levels', 'assumed'])
})
