import type { AlertArea } from '#shared/contract/alert'
import type { CityManifest, Viewpoint } from '#shared/contract/city'
import type { GeoPoint } from '#shared/contract/geo'
import type { Language } from '#shared/contract/ipc'
import { emptyBaseMap, type BaseMap } from './baseMap'
import { baseLabelsOf, type BaseLabel } from './baseLabels'
import { attachCameraInput } from './cameraInput'
import { limitsOf, poseBetween, poseShowing, viewOf, withinLimits, type CameraPose } from './cameraPose'
import type { CityScene } from './cityScene'
import { createFrameDriver, type DrivenFrame, type FrameDriver } from './frameDriver'
import { probeGraphics, type Graphics } from './graphicsProbe'
import type { Box } from './labelPlacement'
import type { AlertMark, GaugeMark } from './marks'
import { createOverlayCanvas, type OverlayCanvas } from './overlayCanvas'
import { readPalette, type Palette } from './palette'
import { metresPerPixel, type View } from './projection'

/** What the corner of the panel says about the picture. */
export type ViewFacts = { headingDeg: number; metresPerPixel: number; textScale: number }
export type GraphicsFacts = DrivenFrame & Graphics
/** `scene` is the 3D city; `plan` the flat one drawn without WebGL: for want of it, after losing it, or before it is up. */
export type ViewMode = 'starting' | 'scene' | 'plan'

/** The city of one window: ground, overlay, camera and hand, behind plain calls. Nothing in it is reactive. */
export type CityView = {
  setBaseMap(map: BaseMap): void
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

type CityViewOptions = {
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
  onGraphics(facts: GraphicsFacts): void
}

const flightMs = 600
// A context that keeps going away is not asked for for ever; one that lasted was worth having.
const maximumScenes = 4
const lastingMs = 600_000
const warmUpWidthPx = 256

export function createCityView(options: CityViewOptions): CityView {
  const { root, ground, city } = options
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)')
  let palette: Palette = readPalette(root)
  let map: BaseMap = emptyBaseMap
  let labels: BaseLabel[] = []
  let language: Language = 'vi'
  let mode: ViewMode = 'starting'
  let viewpoint = viewpointOf(city, options.viewpointId)
  let pose = poseOf(viewpoint)
  let shown: { view: View; pose: CameraPose } | undefined
  let scene: CityScene | undefined
  let driver: FrameDriver | undefined
  let scenesMade = 0
  let sceneStartedAtMs = 0
  let flight: number | undefined
  let disposed = false
  let graphics: Graphics | undefined = probeGraphics()

  const overlay: OverlayCanvas = createOverlayCanvas(options.canvas, {
    palette: () => palette,
    reducedMotion: () => reducedMotion.matches,
    // The flat plan is drawn beneath the marks on their own canvas; the 3D ground is another canvas below.
    prepare: () => (mode === 'scene' ? shown && { view: shown.view } : planned()),
  })
  const limits = () => limitsOf(city, mode === 'plan')
  const input = options.interactive
    ? attachCameraInput(root, {
        pose: () => withinLimits(pose, limits()),
        limits,
        steer: (wanted) => steer(wanted, true),
        goHome: () => travel(poseOf(viewpoint)),
        click: (x, y) => options.onSelect(overlay.pick(x, y)),
      })
    : () => {}
  const resized = new ResizeObserver(() => {
    palette = readPalette(root)
    overlay.resize()
    requestGround(true)
  })
  resized.observe(root)
  const cornerResized = new ResizeObserver(() => overlay.setReserved([cornerBox()]))
  cornerResized.observe(options.corner)

  function cornerBox(): Box {
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = options.corner
    return { x: offsetLeft, y: offsetTop, width: offsetWidth, height: offsetHeight }
  }

  // Until the 3D ground is up the same view is drawn flat-toned, so that nothing jumps when it takes over; the plan looks straight down.
  function planned() {
    const from = mode === 'plan' ? withinLimits(pose, limits()) : pose
    const view = viewOf(from, root.clientWidth, root.clientHeight)
    tellView(view, from)
    return { view, ground: { map, distanceM: from.rangeM } }
  }

  function tellView(view: View, at: CameraPose): void {
    options.onViewFacts({ headingDeg: at.headingDeg, metresPerPixel: metresPerPixel(view, at.rangeM), textScale: palette.textScale })
  }

  function requestGround(moving: boolean): void {
    driver?.request(moving)
    if (mode !== 'scene') overlay.request()
  }

  function steer(wanted: CameraPose, byHand: boolean): void {
    if (byHand) stopFlight()
    pose = withinLimits(wanted, limitsOf(city, false))
    requestGround(true)
  }

  function stopFlight(): void {
    if (flight !== undefined) cancelAnimationFrame(flight)
    flight = undefined
  }

  function travel(wanted: CameraPose): void {
    stopFlight()
    const until = withinLimits(wanted, limitsOf(city, false))
    // A software renderer cannot show a movement; it would only delay the picture.
    if (reducedMotion.matches || mode !== 'scene' || graphics?.software !== false || shown === undefined) {
      steer(until, false)
      return
    }
    const [from, startedMs] = [pose, performance.now()]
    const step = (nowMs: number) => {
      const share = Math.min(1, Math.max(0, (nowMs - startedMs) / flightMs))
      flight = share < 1 ? requestAnimationFrame(step) : undefined
      steer(poseBetween(from, until, share * share * (3 - 2 * share)), false)
    }
    flight = requestAnimationFrame(step)
  }

  function setMode(next: ViewMode): void {
    if (mode === next) return
    mode = next
    options.onMode(next)
  }

  function presentScene(): void {
    if (shown === undefined) return
    tellView(shown.view, shown.pose)
    overlay.drawNow()
  }

  function tearDownScene(): void {
    driver?.dispose()
    scene?.dispose()
    driver = undefined
    scene = undefined
    shown = undefined
  }

  function fallBack(): void {
    tearDownScene()
    setMode('plan')
    ground.hidden = true
    overlay.drawNow()
  }

  async function startScene(): Promise<void> {
    if (scenesMade >= maximumScenes || graphics === undefined) return fallBack()
    scenesMade++
    sceneStartedAtMs = performance.now()
    const found = graphics
    try {
      // Cesium is large: the drawn ground is on the screen while it loads, and a machine without WebGL never loads it.
      const { createCityScene } = await import('./cityScene')
      if (disposed) return
      ground.hidden = false
      const made = createCityScene({
        container: ground,
        bounds: city.bounds,
        software: found.software,
        onView(view, at) {
          shown = { view, pose: at }
          if (mode === 'scene') presentScene()
        },
        // Called from inside Cesium: it must have returned before its scene is taken down.
        onLost: (reason) => queueMicrotask(() => recover(made, reason)),
      })
      scene = made
      made.paint(map, palette)
      driver = createFrameDriver({
        software: found.software,
        draw: (scale) => made.draw(pose, scale),
        warmUpScale: () => Math.min(1, warmUpWidthPx / Math.max(1, root.clientWidth * devicePixelRatio)),
        isComplete: made.isComplete,
        onFrame(frame) {
          if (mode !== 'scene' && shown !== undefined) {
            setMode('scene')
            presentScene()
          }
          options.onGraphics({ ...found, ...frame })
        },
      })
      requestGround(true)
    } catch (error) {
      console.error('city scene', error)
      fallBack()
    }
  }

  // The flat plan takes over at once; a new context is asked for in the next frame, when the system may have one again.
  function recover(failed: CityScene, reason: string): void {
    if (scene !== failed || disposed) return
    console.warn('city scene lost:', reason)
    if (performance.now() - sceneStartedAtMs > lastingMs) scenesMade = 0
    fallBack()
    requestAnimationFrame(() => {
      if (disposed) return
      graphics = probeGraphics()
      void startScene()
    })
  }

  return {
    setBaseMap(next) {
      map = next
      labels = baseLabelsOf(map, language)
      overlay.setLabels(labels)
      if (scenesMade === 0) void startScene()
      else scene?.paint(map, palette)
      requestGround(false)
    },
    setMarks: (marks) => overlay.setMarks(marks),
    setGauges: (gauges) => overlay.setGauges(gauges),
    setSelected: (id) => overlay.setSelected(id),
    setLanguage(next, drillWord) {
      language = next
      labels = baseLabelsOf(map, language)
      overlay.setLabels(labels)
      overlay.setDrillWord(drillWord)
    },
    showViewpoint(id) {
      viewpoint = viewpointOf(city, id)
      travel(poseOf(viewpoint))
    },
    flyTo: (place, areas) => travel(poseShowing(place, areas, pose, limitsOf(city, false))),
    refreshPalette() {
      palette = readPalette(root)
      scene?.paint(map, palette)
      overlay.request()
      requestGround(false)
    },
    dispose() {
      disposed = true
      stopFlight()
      resized.disconnect()
      cornerResized.disconnect()
      input()
      overlay.dispose()
      tearDownScene()
    },
  }
}

function viewpointOf(city: CityManifest, id: string): Viewpoint {
  return city.viewpoints.find((each) => each.id === id) ?? city.viewpoints[0]!
}

function poseOf({ target, rangeM, headingDeg, pitchDeg }: Viewpoint): CameraPose {
  return { target, rangeM, headingDeg, pitchDeg }
}
