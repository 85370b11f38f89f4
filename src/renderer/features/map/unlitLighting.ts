import { ImageBasedLighting } from '@cesium/engine'

/**
 * Lighting of what is drawn unlit: none, and nothing prepared for it. Cesium's own computes a table of reflections before the first
 * frame whether anything reflects or not, which keeps both cores of a small machine busy for a second and a half in every window.
 */
export class UnlitLighting extends ImageBasedLighting {
  /** Called by Cesium in every frame. */
  update(): void {
    // There is nothing to follow.
  }
}
