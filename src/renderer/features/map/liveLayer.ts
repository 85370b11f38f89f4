import type { Language } from '#shared/contract/ipc'
import type { CanvasText } from './canvasText'
import type { GroundHeights } from './groundHeights'
import type { Occupancy } from './labelPlacement'
import type { LayerId } from './layerSettings'
import type { Palette } from './palette'
import type { View } from './projection'

/** One thing of the city, the same in every layer that shows it, in lists and in cards. */
export type FeatureIdentity = { layer: LayerId; id: string }

/** What a layer draws with. */
export type LayerPaint = {
  context: CanvasRenderingContext2D
  text: CanvasText
  view: View
  palette: Palette
  groundM: GroundHeights
  language: Language
  selected: FeatureIdentity | null
}

/** Something drawn on the canvas above the ground. Layers know nothing of each other; `layerGuard.ts` keeps a broken one from the rest. */
export type LiveLayer = {
  id: LayerId | 'answer' | 'pointing'
  /** Draws below the alerts. */
  paint?(paint: LayerPaint): void
  /** Writes names where alerts and gauges have left room. */
  write?(paint: LayerPaint, occupied: Occupancy): void
  /** What was drawn at a point of the picture; null for nothing. */
  pick?(x: number, y: number): FeatureIdentity | null
}
