import type { LayerPaint, LiveLayer } from './liveLayer'
import type { Occupancy } from './labelPlacement'

/** Layers drawn one after the other; one that throws is drawn no more and told to `failed`, once, while the others go on. */
export function guardLayers(layers: readonly LiveLayer[], failed: (layer: LiveLayer['id'], error: unknown) => void) {
  const broken = new Set<LiveLayer>()
  const each = (work: (layer: LiveLayer) => void) => {
    for (const layer of layers) {
      if (broken.has(layer)) continue
      try {
        work(layer)
      } catch (error) {
        broken.add(layer)
        failed(layer.id, error)
      }
    }
  }
  return {
    paint: (paint: LayerPaint) => each((layer) => layer.paint?.(paint)),
    write: (paint: LayerPaint, occupied: Occupancy) => each((layer) => layer.write?.(paint, occupied)),
    /** What lies uppermost at a point. */
    pick(x: number, y: number) {
      let found = null as ReturnType<NonNullable<LiveLayer['pick']>>
      each((layer) => (found = layer.pick?.(x, y) ?? found))
      return found
    },
  }
}
