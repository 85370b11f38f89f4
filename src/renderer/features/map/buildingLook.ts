import type { LayerSettings } from './layerSettings'

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
