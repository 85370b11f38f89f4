import type { MapAnswer } from '#shared/contract/answerLayer'
import type { LayerSettings } from './layerSettings'
import type { FeatureIdentity } from './liveLayer'

/** How buildings look: everything that can be told to them, in 3D and on the plan. Ids are those of the buildings table. */
export type BuildingLook = {
  visible: boolean
  colour: LayerSettings['buildingColour']
  /** Metres above the height datum; null for no flood. */
  floodLevelM: number | null
  hidden: ReadonlySet<string>
  highlighted: ReadonlySet<string>
  selectedId: string | null
  /** Colour of a ward's buildings by the ward's code; undefined for the plain one. */
  wardColour(code: string): string | undefined
}

/** Buildings as they are before anybody has asked for anything. */
export const plainLook: BuildingLook = {
  visible: true,
  colour: 'height',
  floodLevelM: null,
  hidden: new Set(),
  highlighted: new Set(),
  selectedId: null,
  wardColour: () => undefined,
}

type LookCauses = {
  settings: LayerSettings
  answer: MapAnswer | null
  selected: FeatureIdentity | null
  wardColour: BuildingLook['wardColour']
}

/** What buildings look like by layers, answer and selection. A set of ids that has not changed stays the same object: nobody walks through it. */
export function lookOf(before: BuildingLook, { settings, answer, selected, wardColour }: LookCauses): BuildingLook {
  const answered = answer?.buildingIds ?? []
  const isSame = before.highlighted.size === answered.length && answered.every((id) => before.highlighted.has(id))
  return {
    ...before,
    visible: settings.shown.buildings,
    colour: settings.buildingColour,
    floodLevelM: answer?.floodLevelM ?? null,
    highlighted: isSame ? before.highlighted : new Set(answered),
    selectedId: selected?.layer === 'buildings' ? selected.id : null,
    wardColour,
  }
}
