import type { MapAnswer } from '#shared/contract/answerLayer'
import { createAnswerLayer } from './answerDrawing'
import { createBuildingLayer } from './buildingLayer'
import type { BuildingLook } from './buildingLook'
import { createBuildingFinder, type BuildingFinder } from './buildingPick'
import type { CityCamera } from '#shared/contract/cityParts'
import { createCameraLayer } from './cameraLayer'
import { createCameraSights, startSightWorker, type CameraSight } from './cameraSights'
import type { CityParts } from './cityFiles'
import { createIncidentLayer } from './incidentLayer'
import type { LayerSettings } from './layerSettings'
import type { FeatureIdentity, LiveLayer } from './liveLayer'
import type { AlertMark } from './marks'
import { createFacilityLayer } from './placeLayers'
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
  /** More is known of this thing than when it was drawn. */
  changed(identity: FeatureIdentity): void
}

/** The layers a city has, the uppermost last, and the finder of its buildings when it has a table of them. */
export function createCityLayers(
  parts: CityParts,
  state: LayerState,
): { layers(): LiveLayer[]; finder?: BuildingFinder; prepare(): Promise<void>; sightOf(camera: CityCamera): CameraSight; dispose(): void } {
  const finder = parts.buildings && createBuildingFinder(parts.buildings)
  const answer = createAnswerLayer(state.answer)
  const pointing = createPointingLayer(state.pointing)
  const buildings = parts.buildings && finder && createBuildingLayer(parts.buildings, finder, state)
  const sights = createCameraSights({
    town: sightTownOf(parts),
    start: startSightWorker,
    changed: (id) => state.changed({ layer: 'cameras', id }),
  })
  const cameras = parts.cameras && createCameraLayer(parts.cameras, sights)
  const incidents = createIncidentLayer(state.marks)
  const facilities = parts.facilities && createFacilityLayer(parts.facilities)
  let heat: LiveLayer | undefined
  return {
    ...(finder === undefined ? {} : { finder }),
    layers: () =>
      [buildings, heat, answer, cameras, facilities, incidents, pointing].filter(
        (layer) => layer !== undefined && (layer.id === 'answer' || layer.id === 'pointing' || state.settings().shown[layer.id]),
      ) as LiveLayer[],
    /** Brings in what only some layers need, once they are asked for. */
    async prepare() {
      if (!state.settings().shown.heat || heat !== undefined) return
      const { createHeatLayer } = await import('./heatLayer')
      heat ??= createHeatLayer(state.marks)
    },
    sightOf: (camera) => sights.of(camera),
    dispose: () => sights.dispose(),
  }
}

function sightTownOf({ terrain, buildings }: CityParts): Parameters<typeof createCameraSights>[0]['town'] {
  if (terrain === undefined || buildings === undefined) return undefined
  const { lonDeg, latDeg, heightM, groundM, ringStart, ringLonDeg, ringLatDeg, count, meta } = buildings
  return {
    terrain,
    buildings: { lonDeg, latDeg, heightM, groundM, ringStart, ringLonDeg, ringLatDeg, count },
    synthetic: meta.synthetic,
  }
}
