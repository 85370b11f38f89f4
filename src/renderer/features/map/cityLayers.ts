import type { MapAnswer } from '#shared/contract/answerLayer'
import { createAnswerLayer } from './answerDrawing'
import { createBuildingLayer } from './buildingLayer'
import type { BuildingLook } from './buildingLook'
import { createBuildingFinder, type BuildingFinder } from './buildingPick'
import type { CityParts } from './cityFiles'
import type { LayerSettings } from './layerSettings'
import type { LiveLayer } from './liveLayer'
import type { AlertMark } from './marks'
import { createCameraLayer, createFacilityLayer } from './placeLayers'
import { createPointingLayer, type Pointing } from './pointing'

type LayerState = {
  settings(): LayerSettings
  look(): BuildingLook
  /** Whether there are no heights, and whether the picture is the plan, which looks straight down. */
  isFlat(): boolean
  isPlan(): boolean
  answer(): MapAnswer | null
  pointing(): Pointing | null
  marks(): readonly AlertMark[]
}

/** The layers a city has, the uppermost last, and the finder of its buildings when it has a table of them. */
export function createCityLayers(
  parts: CityParts,
  state: LayerState,
): { layers(): LiveLayer[]; finder?: BuildingFinder; prepare(): Promise<void> } {
  const finder = parts.buildings && createBuildingFinder(parts.buildings)
  const answer = createAnswerLayer(state.answer)
  const pointing = createPointingLayer(state.pointing)
  const buildings = parts.buildings && finder && createBuildingLayer(parts.buildings, finder, state)
  const cameras = parts.cameras && createCameraLayer(parts.cameras)
  const facilities = parts.facilities && createFacilityLayer(parts.facilities)
  let heat: LiveLayer | undefined
  return {
    ...(finder === undefined ? {} : { finder }),
    layers: () =>
      [buildings, heat, answer, cameras, facilities, pointing].filter(
        (layer) => layer !== undefined && (layer.id === 'answer' || layer.id === 'pointing' || state.settings().shown[layer.id]),
      ) as LiveLayer[],
    /** Brings in what only some layers need, once they are asked for. */
    async prepare() {
      if (!state.settings().shown.heat || heat !== undefined) return
      const { createHeatLayer } = await import('./heatLayer')
      heat ??= createHeatLayer(state.marks)
    },
  }
}
