import type { Column } from '#analysis/columns'
import { buildingTableOf, type BuildingTable } from '../buildingTable'
import { offsetPlace } from '../ellipsoid'
import { place } from './mapBuilders'

/** A square building: where its middle stands from `place`, in metres east and north, and how large and high it is. */
export type Block = { id: string; eastM: number; northM: number; sideM?: number; heightM?: number; groundM?: number; floodM?: number }

/** Columns of a buildings file with these blocks. */
export function blockColumns(blocks: readonly Block[]) {
  const corners = blocks.flatMap(
    ({ eastM, northM, sideM = 20 }) =>
    [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([x, y]) => offsetPlace(place, eastM + (x! * sideM) / 2, northM + (y! * sideM) / 2)), // prettier-ignore
  )
  const ids = blocks.map(({ id }) => new TextEncoder().encode(id))
  const floats = (value: (block: Block) => number) => Float32Array.from(blocks, value)
  return new Map<string, Column>([
    ['lonDeg', Float64Array.from(blocks, ({ eastM, northM }) => offsetPlace(place, eastM, northM).lonDeg)],
    ['latDeg', Float64Array.from(blocks, ({ eastM, northM }) => offsetPlace(place, eastM, northM).latDeg)],
    ['heightM', floats(({ heightM = 10 }) => heightM)],
    ['groundM', floats(({ groundM = 0 }) => groundM)],
    ['floodM', floats(({ floodM = NaN }) => floodM)],
    ['levels', Uint8Array.from(blocks, () => 3)],
    ['use', Uint8Array.from(blocks, () => 1)],
    ['people', floats(() => 4)],
    ['ward', Uint16Array.from(blocks, () => 0)],
    ['ringStart', Uint32Array.from([...blocks, null], (_, row) => row * 4)],
    ['ringLonDeg', Float64Array.from(corners, ({ lonDeg }) => lonDeg)],
    ['ringLatDeg', Float64Array.from(corners, ({ latDeg }) => latDeg)],
    ['idStart', Uint32Array.from([0, ...ids.map((_, row) => ids.slice(0, row + 1).reduce((sum, id) => sum + id.length, 0))])],
    ['idUtf8', Uint8Array.from(ids.flatMap((id) => [...id]))],
  ])
}

export function blocksMeta(count: number): BuildingTable['meta'] {
  const wards = [{ code: '19333', validFrom: '2025-07-01' }]
  return { kind: 'buildings', schema: 1, count, wards, source: 'drawn for a test', licence: 'none', synthetic: true }
}

/** A table of blocks. */
export function blockTable(blocks: readonly Block[]): BuildingTable {
  return buildingTableOf(blocksMeta(blocks.length), blockColumns(blocks))
}
