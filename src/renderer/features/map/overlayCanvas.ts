import type { BaseMap } from './baseMap'
import type { BaseLabel } from './baseLabels'
import { createCanvasText, type CanvasText } from './canvasText'
import type { TimedWork } from './cityViewContract'
import type { Language } from '#shared/contract/ipc'
import { drawGround } from './groundDrawing'
import { viewFrame } from './groundFrames'
import type { GroundHeights } from './groundHeights'
import type { Box } from './labelPlacement'
import { guardLayers } from './layerGuard'
import type { FeatureIdentity, LayerPaint, LiveLayer } from './liveLayer'
import { drawOverlay, pickTarget, type Target } from './markLayer'
import { isPressing, type AlertMark, type GaugeMark } from './marks'
import type { Palette } from './palette'
import type { View } from './projection'

/** The transparent canvas over the ground, and everything that is live on it. */
export type OverlayCanvas = {
  setMarks(marks: readonly AlertMark[]): void
  setGauges(gauges: readonly GaugeMark[]): void
  setLabels(labels: readonly BaseLabel[]): void
  /** Layers between the ground and the alerts, the uppermost last. */
  setLayers(layers: readonly LiveLayer[]): void
  setSelected(id: string | null): void
  setDrillWord(word: string): void
  /** Boxes where nothing may be written, in pixels of the picture. */
  setReserved(boxes: readonly Box[]): void
  /** Draws with the next picture of the screen. */
  request(): void
  /** Draws within this task, to be shown together with the ground that was just drawn. */
  drawNow(): void
  resize(): void
  pick(x: number, y: number): string | null
  /** What else was drawn there. */
  pickFeature(x: number, y: number): FeatureIdentity | null
  dispose(): void
}

type OverlaySource = {
  palette(): Palette
  reducedMotion(): boolean
  language(): Language
  groundM(): GroundHeights
  selected(): FeatureIdentity | null
  /** A layer has thrown and is drawn no more. */
  failed(layer: LiveLayer['id'], error: unknown): void
  timed: TimedWork
  /** The camera to draw with, and the ground when this canvas must draw that too; `undefined` before there is a picture. */
  prepare(): { view: View; ground?: { map: BaseMap; distanceM: number } } | undefined
}

// Under 2 flashes a second.
const pulseHalfMs = 600
// In a flood of alerts the overlay takes at most a fifth of a core.
const restPerDrawn = 4

export function createOverlayCanvas(canvas: HTMLCanvasElement, source: OverlaySource): OverlayCanvas {
  const context = canvas.getContext('2d')
  const text = context === null ? undefined : createCanvasText(context, source.palette)
  let marks: readonly AlertMark[] = []
  let gauges: readonly GaugeMark[] = []
  let labels: readonly BaseLabel[] = []
  let layers = guardLayers([], source.failed)
  let selectedId: string | null = null
  let drillWord = ''
  let reserved: readonly Box[] = []
  let targets: Target[] = []
  let pulseOn = true
  let pulse: ReturnType<typeof setInterval> | undefined
  let animation: number | undefined
  let rest: ReturnType<typeof setTimeout> | undefined
  let restUntilMs = 0

  function drawNow(): void {
    if (context !== null && text !== undefined) source.timed('overlay', () => draw(context, text))
  }

  function draw(context: CanvasRenderingContext2D, text: CanvasText): void {
    const prepared = source.prepare()
    if (prepared === undefined || prepared.view.widthPx === 0 || prepared.view.heightPx === 0) return
    const startedMs = performance.now()
    const ratio = canvas.width / prepared.view.widthPx
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, canvas.width, canvas.height)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const palette = source.palette()
    if (prepared.ground !== undefined)
      drawGround(context, prepared.ground.map, viewFrame(prepared.view, prepared.ground.distanceM), palette)
    const groundM = source.groundM()
    const { view } = prepared
    const paint: LayerPaint = { context, text, view, palette, groundM, language: source.language(), selected: source.selected() }
    targets = drawOverlay(context, text, {
      view,
      marks,
      gauges,
      labels,
      selectedId,
      pulseOn,
      drillWord,
      reserved,
      palette,
      groundM,
      layers: { paint: () => layers.paint(paint), write: (occupied) => layers.write(paint, occupied) },
    })
    const now = performance.now()
    restUntilMs = now + (now - startedMs) * restPerDrawn
  }

  function request(): void {
    if (animation !== undefined || rest !== undefined) return
    const restMs = restUntilMs - performance.now()
    if (restMs > 0) {
      rest = setTimeout(() => {
        rest = undefined
        onNextPicture()
      }, restMs)
    } else onNextPicture()
  }

  function onNextPicture(): void {
    animation = requestAnimationFrame(() => {
      animation = undefined
      drawNow()
    })
  }

  function beat(): void {
    const beating = marks.some(isPressing) && !source.reducedMotion()
    if (beating && pulse === undefined) {
      pulse = setInterval(() => {
        pulseOn = !pulseOn
        if (document.visibilityState === 'visible') request()
      }, pulseHalfMs)
    } else if (!beating && pulse !== undefined) {
      clearInterval(pulse)
      pulse = undefined
      pulseOn = true
    }
  }

  function resize(): void {
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2)
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio))
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio))
    // Setting the size has cleared it.
    drawNow()
  }

  const onFonts = () => {
    text?.forget()
    request()
  }
  document.fonts?.addEventListener('loadingdone', onFonts)

  return {
    setMarks(next) {
      marks = next
      beat()
      request()
    },
    setGauges(next) {
      gauges = next
      request()
    },
    setLabels(next) {
      labels = next
      request()
    },
    setLayers(next) {
      layers = guardLayers(next, source.failed)
      request()
    },
    setSelected(id) {
      selectedId = id
      request()
    },
    setDrillWord(word) {
      drillWord = word
      request()
    },
    setReserved(boxes) {
      reserved = boxes
      request()
    },
    request,
    drawNow,
    resize,
    pick: (x, y) => pickTarget(targets, x, y, selectedId),
    pickFeature: (x, y) => layers.pick(x, y),
    dispose() {
      clearInterval(pulse)
      clearTimeout(rest)
      if (animation !== undefined) cancelAnimationFrame(animation)
      document.fonts?.removeEventListener('loadingdone', onFonts)
    },
  }
}
