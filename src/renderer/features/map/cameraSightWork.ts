import { buildingIndex } from '#analysis/buildingTable'
import type { HeightGrid } from '#analysis/heightGrid'
import { seenGround, type SeenGround } from '#analysis/seenGround'
import type { Prisms, SightTown } from '#analysis/sightLines'
import type { CityCamera } from '#shared/contract/cityParts'

/** What stands in the way of a look, as a thread can be given it. */
export type SightTownColumns = { terrain: HeightGrid; buildings: Prisms & { lonDeg: Float64Array; latDeg: Float64Array; count: number } }
/** What the page sends to the thread: the town first, then one camera after the other. */
export type ToSightWorker = { kind: 'town'; town: SightTownColumns } | { kind: 'camera'; camera: CityCamera }
/** What a camera sees; null where the ground under it is not known. */
export type FromSightWorker = { id: string; ground: SeenGround | null }

/** The thread's work, apart from its thread. Gives nothing for the town itself. Throws when a camera comes before any town. */
export function createSightWork(): (message: ToSightWorker) => FromSightWorker | undefined {
  let opened: SightTown | undefined
  return (message) => {
    if (message.kind === 'town') {
      const { terrain, buildings } = message.town
      opened = {
        terrain: { grid: terrain },
        buildings: { table: buildings, index: buildingIndex({ ...buildings, meta: { count: buildings.count } }) },
      }
      return undefined
    }
    if (opened === undefined) throw new Error('a camera without a town')
    return { id: message.camera.id, ground: seenGround(opened, message.camera) ?? null }
  }
}
