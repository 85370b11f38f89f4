import { isSoftwareRenderer } from './governor'

/** What draws 3D on this machine. */
export type Graphics = { renderer: string; software: boolean }

/** Asks a throw-away canvas whether WebGL 2 is there and who draws it; `undefined` when it is not. */
export function probeGraphics(): Graphics | undefined {
  const context = document.createElement('canvas').getContext('webgl2')
  if (context === null) return undefined
  const details = context.getExtension('WEBGL_debug_renderer_info')
  const renderer = String(context.getParameter(details === null ? context.RENDERER : details.UNMASKED_RENDERER_WEBGL))
  // Browsers keep only a few contexts alive; this one must not cost the city its own.
  context.getExtension('WEBGL_lose_context')?.loseContext()
  return { renderer, software: isSoftwareRenderer(renderer) }
}
