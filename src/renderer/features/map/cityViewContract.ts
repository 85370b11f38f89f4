import type { AlertArea } from '#shared/contract/alert'
import type { MapAnswer, Pointed, PointingTask } from '#shared/contract/answerLayer'
import type { CityManifest } from '#shared/contract/city'
import type { GeoPoint } from '#shared/contract/geo'
import type { Language } from '#shared/contract/ipc'
import type { SearchArea } from '#shared/contract/search'
import type { BaseMap } from './baseMap'
import type { CameraPose, WholePicture } from './cameraPose'
import type { CityParts } from './cityFiles'
import type { FeatureFacts } from './featureFacts'
import type { DrivenFrame } from './frameDriver'
import type { Graphics } from './graphicsProbe'
import type { LayerSettings } from './layerSettings'
import type { FeatureIdentity, LiveLayer } from './liveLayer'
import type { AlertMark, GaugeMark } from './marks'
import type { MoverFix } from './moverStore'

/** What the corner of the panel says about the picture. */
export type ViewFacts = { headingDeg: number; metresPerPixel: number; textScale: number }
export type GraphicsFacts = DrivenFrame & Graphics
/** Runs a part of the view's work in one task, for a measurement to stand around it; what is drawn above the `scene` is within it. */
export type TimedWork = <T>(part: 'scene' | 'overlay' | 'movers', work: () => T) => T
/** `scene` is the 3D city; `plan` the flat one drawn without WebGL: for want of it, after losing it, or before it is up. */
export type ViewMode = 'starting' | 'scene' | 'plan'

/** The city of one window: ground, overlay, camera and hand, behind plain calls. Nothing in it is reactive. */
export type CityView = {
  setBaseMap(map: BaseMap): void
  /** Brings in the larger parts of the city: terrain, buildings, facilities, cameras. */
  setParts(parts: CityParts, buildingTilesUrl: string | undefined): void
  setLayers(settings: LayerSettings): void
  /** Positions of what moves. `replaceMovers` forgets all others first. */
  putMovers(fixes: readonly MoverFix[]): void
  replaceMovers(fixes: readonly MoverFix[]): void
  setAnswer(answer: MapAnswer | null): void
  /** Buildings that are not shown. */
  setHidden(buildingIds: ReadonlySet<string>): void
  /** Asks the hand for places; null gives it up. `onPointed` tells what was pointed at. */
  startPointing(task: PointingTask | null): void
  selectFeature(identity: FeatureIdentity | null): void
  factsOf(identity: FeatureIdentity): FeatureFacts | undefined
  pose(): CameraPose
  steerTo(pose: CameraPose): void
  /** The picture that this window is a part of: one view across several displays. */
  setWhole(whole: WholePicture): void
  setMarks(marks: readonly AlertMark[]): void
  setGauges(gauges: readonly GaugeMark[]): void
  setSelected(id: string | null): void
  setLanguage(language: Language, drillWord: string): void
  showViewpoint(id: string): void
  flyTo(place: GeoPoint, areas: readonly AlertArea[]): void
  /** Reads the design tokens again, after a change of theme or size. */
  refreshPalette(): void
  dispose(): void
}

/** What a city view stands on and whom it tells. */
export type CityViewOptions = {
  root: HTMLElement
  ground: HTMLElement
  canvas: HTMLCanvasElement
  /** The line of small print, which nothing may be written under. */
  corner: HTMLElement
  city: CityManifest
  viewpointId: string
  interactive: boolean
  onSelect(id: string | null): void
  onMode(mode: ViewMode): void
  onViewFacts(facts: ViewFacts): void
  /** The ground that the picture shows, whenever the camera has moved. */
  onArea(area: SearchArea): void
  onGraphics(facts: GraphicsFacts): void
  onFeature(identity: FeatureIdentity | null): void
  onPointed(pointed: Pointed | null): void
  /** A part of the picture could not be shown and has been left out; the rest goes on. */
  onFailed(what: LiveLayer['id'], error: unknown): void
  /** The camera has been moved, by whomever. */
  onPose?(pose: CameraPose): void
  timed?: TimedWork
  /** The canvas of what moves, between ground and alerts. */
  moverCanvas: HTMLCanvasElement
  /** The time that is shown: now, or the time that is looked back at. */
  shownMs(): number
  wordsForMover(fix: MoverFix, isStale: boolean): string
}
