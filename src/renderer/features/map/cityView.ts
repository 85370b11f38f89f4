import type { AlertArea } from '#shared/contract/alert'
import type { MapAnswer, Pointed, PointingTask } from '#shared/contract/answerLayer'
import type { CityManifest, Viewpoint } from '#shared/contract/city'
import type { GeoPoint } from '#shared/contract/geo'
import type { Language } from '#shared/contract/ipc'
import { emptyBaseMap, type BaseMap } from './baseMap'
import { baseLabelsOf, type BaseLabel } from './baseLabels'
import { plainLook, type BuildingLook } from './buildingLook'
import { attachCameraInput } from './cameraInput'
import { limitsOf, poseBetween, poseShowing, viewOf, withinLimits, type CameraPose } from './cameraPose'
import type { CityParts } from './cityFiles'
import { createCityLayers } from './cityLayers'
import type { CityScene } from './cityScene'
import { factsOf, type FeatureFacts } from './featureFacts'
import { createFrameDriver, type DrivenFrame, type FrameDriver } from './frameDriver'
import { probeGraphics, type Graphics } from './graphicsProbe'
import { flatGround, groundOf, type GroundHeights } from './groundHeights'
import type { Box } from './labelPlacement'
import { defaultLayers, type LayerSettings } from './layerSettings'
import type { FeatureIdentity, LiveLayer } from './liveLayer'
import { isPressing, type AlertMark, type GaugeMark } from './marks'
import { createMoverCanvas, type MoverCanvas } from './moverCanvas'
import type { MoverFix } from './moverStore'
import { createOverlayCanvas, type OverlayCanvas } from './overlayCanvas'
import { readPalette, type Palette } from './palette'
import { finished, withPlace, withoutLast, type Pointing } from './pointing'
import { metresPerPixel, placeAt, type View } from './projection'

/** What the corner of the panel says about the picture. */
export type ViewFacts = { headingDeg: number; metresPerPixel: number; textScale: number }
export type GraphicsFacts = DrivenFrame & Graphics
/** What a picture of ours and what a frame of the scene cost our own processor, in milliseconds: for measuring. */
export type CostFacts = { overlayMs: number } | { moversMs: number } | { sceneScriptMs: number }
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
  onFeature(identity: FeatureIdentity | null): void
  onPointed(pointed: Pointed | null): void
  /** A part of the picture could not be shown and has been left out; the rest goes on. */
  onFailed(what: LiveLayer['id'], error: unknown): void
  /** The camera has been moved, by whomever. */
  onPose?(pose: CameraPose): void
  onCost?(cost: CostFacts): void
  /** The canvas of what moves, between ground and alerts. */
  moverCanvas: HTMLCanvasElement
  /** The time that is shown: now, or the time that is looked back at. */
  shownMs(): number
  wordsForMover(fix: MoverFix, isStale: boolean): string
}

const flightMs = 600
// A context that keeps going away is not asked for for ever; one that lasted was worth having.
const maximumScenes = 4
const lastingMs = 600_000
const warmUpWidthPx = 256

export function createCityView(options: CityViewOptions): CityView {
  const { root, ground: groundElement, city } = options
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
  let ground: GroundHeights = flatGround
  let parts: CityParts = {}
  let tilesUrl: string | undefined
  let settings: LayerSettings = defaultLayers
  let marks: readonly AlertMark[] = []
  let gauges: readonly GaugeMark[] = []
  let answer: MapAnswer | null = null
  let pointing: Pointing | null = null
  let selected: FeatureIdentity | null = null
  let look: BuildingLook = plainLook
  const isFlat = () => mode !== 'scene'
  // The flat plan has no heights; everything that is drawn must stand on the same ground.
  const heights = () => (isFlat() ? flatGround : ground)
  const layerState = {
    settings: () => settings,
    look: () => look,
    isFlat,
    isPlan: () => mode === 'plan',
    answer: () => answer,
    pointing: () => pointing,
    marks: () => marks,
  }
  let layers = createCityLayers(parts, layerState)

  const overlay: OverlayCanvas = createOverlayCanvas(options.canvas, {
    palette: () => palette,
    reducedMotion: () => reducedMotion.matches,
    language: () => language,
    groundM: heights,
    selected: () => selected,
    failed: fail,
    drawn: (overlayMs) => options.onCost?.({ overlayMs }),
    // The flat plan is drawn beneath the marks on their own canvas; the 3D ground is another canvas below.
    prepare: () => (mode === 'scene' ? shown && { view: shown.view } : planned()),
  })
  const movers: MoverCanvas = createMoverCanvas(options.moverCanvas, {
    view: () => viewNow(),
    palette: () => palette,
    groundM: (lonDeg, latDeg) => heights()(lonDeg, latDeg),
    isShown: () => settings.shown.units,
    selected: () => selected,
    shownMs: options.shownMs,
    // A software renderer leaves less of the processor; nobody sees a step of a unit at more than ten pictures a second there.
    intervalMs: () => (graphics?.software === false ? 33 : 100),
    wordsFor: options.wordsForMover,
    failed: (error) => fail('units', error),
    drawn: (moversMs) => options.onCost?.({ moversMs }),
  })
  const limits = () => limitsOf(city, mode === 'plan')
  const input = options.interactive
    ? attachCameraInput(root, {
        pose: () => withinLimits(pose, limits()),
        limits,
        steer: (wanted) => steer(wanted, true),
        goHome: () => travel(poseOf(viewpoint)),
        click,
        ground: (lonDeg, latDeg) => heights()(lonDeg, latDeg),
      })
    : () => {}
  const resized = new ResizeObserver(() => {
    palette = readPalette(root)
    overlay.resize()
    movers.resize()
    requestGround(true)
  })
  resized.observe(root)
  const cornerResized = new ResizeObserver(() => overlay.setReserved([cornerBox()]))
  cornerResized.observe(options.corner)

  function cornerBox(): Box {
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = options.corner
    return { x: offsetLeft, y: offsetTop, width: offsetWidth, height: offsetHeight }
  }

  function viewNow(): View | undefined {
    if (mode === 'scene') return shown?.view
    return viewOf(mode === 'plan' ? withinLimits(pose, limits()) : pose, root.clientWidth, root.clientHeight)
  }

  function fail(what: LiveLayer['id'], error: unknown): void {
    console.error(`city layer ${what}`, error)
    options.onFailed(what, error)
  }

  function click(x: number, y: number): void {
    if (pointing !== null) {
      const view = viewNow()
      const place = view && placeAt(view, x, y, heights())
      if (place !== undefined) point(place)
      return
    }
    const alertId = overlay.pick(x, y)
    const feature = alertId === null ? (movers.pick(x, y) ?? overlay.pickFeature(x, y) ?? pickBuilding(x, y)) : null
    select(feature)
    options.onFeature(feature)
    // Ground between things deselects; a thing that is no alert leaves the alert of the list alone.
    if (feature === null) options.onSelect(alertId)
  }

  function pickBuilding(x: number, y: number): FeatureIdentity | null {
    const view = viewNow()
    if (layers.finder === undefined || view === undefined || !settings.shown.buildings) return null
    const row = layers.finder.at(view, x, y)
    return row < 0 || parts.buildings === undefined ? null : { layer: 'buildings', id: parts.buildings.idOf(row) }
  }

  function select(identity: FeatureIdentity | null): void {
    selected = identity
    relook()
    movers.request()
    overlay.request()
  }

  function point(place: GeoPoint): void {
    if (pointing === null) return
    const { next, done } = withPlace(pointing, place)
    pointing = next
    if (done) endPointing()
    else overlay.request()
  }

  function endPointing(): void {
    const pointed = pointing === null ? undefined : finished(pointing)
    if (pointed === undefined) return
    pointing = null
    overlay.request()
    options.onPointed(pointed)
  }

  const onPointingKey = (event: KeyboardEvent) => {
    if (pointing === null) return
    if (event.key === 'Escape') {
      pointing = null
      options.onPointed(null)
    } else if (event.key === 'Backspace') pointing = withoutLast(pointing)
    else if (event.key === ' ' || (event.key === 'Enter' && pointing.task === 'point')) {
      const view = viewNow()
      const place = view && placeAt(view, view.widthPx / 2, view.heightPx / 2, heights())
      if (place !== undefined) point(place)
    } else if (event.key === 'Enter') endPointing()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
    overlay.request()
  }
  const onDoubleClick = () => endPointing()
  root.addEventListener('keydown', onPointingKey, { capture: true })
  root.addEventListener('dblclick', onDoubleClick)

  // What buildings look like follows from layers, answer and selection.
  function relook(): void {
    const answered = answer?.buildingIds ?? []
    const isSameAnswer = look.highlighted.size === answered.length && answered.every((id) => look.highlighted.has(id))
    look = {
      ...look,
      visible: settings.shown.buildings,
      colour: settings.buildingColour,
      floodLevelM: answer?.floodLevelM ?? null,
      highlighted: isSameAnswer ? look.highlighted : new Set(answered),
      selectedId: selected?.layer === 'buildings' ? selected.id : null,
      wardColour,
    }
    if (scene === undefined) return
    scene.setBuildingLook(look)
    requestGround(false)
  }

  function wardColour(code: string): string | undefined {
    const index = map.wards.findIndex(({ feature }) => feature.properties.code === code)
    return index < 0 ? undefined : palette.wards[index % palette.wards.length]
  }

  const shownMap = (): BaseMap => (settings.shown.wards ? map : { ...map, wards: [] })

  // A critical alert that nobody has acknowledged stays, whatever is switched off.
  function showMarks(): void {
    overlay.setMarks(settings.shown.alerts ? marks : marks.filter(isPressing))
    overlay.setGauges(settings.shown.gauges ? gauges : [])
  }

  function relabel(): void {
    labels = baseLabelsOf(shownMap(), language, heights())
    overlay.setLabels(labels)
  }

  function applyGround(): void {
    ground = parts.terrain !== undefined && settings.shown.terrain ? groundOf(parts.terrain) : flatGround
    scene?.setGround(ground)
    relabel()
    requestGround(true)
  }

  function applyLayers(): void {
    overlay.setLayers(layers.layers())
    void layers.prepare().then(
      () => overlay.setLayers(layers.layers()),
      (error: unknown) => fail('heat', error),
    )
  }

  // Until the 3D ground is up the same view is drawn flat-toned, so that nothing jumps when it takes over; the plan looks straight down.
  function planned() {
    const from = mode === 'plan' ? withinLimits(pose, limits()) : pose
    const view = viewOf(from, root.clientWidth, root.clientHeight)
    tellView(view, from)
    return { view, ground: { map: shownMap(), distanceM: from.rangeM } }
  }

  function tellView(view: View, at: CameraPose): void {
    options.onViewFacts({ headingDeg: at.headingDeg, metresPerPixel: metresPerPixel(view, at.rangeM), textScale: palette.textScale })
  }

  function requestGround(moving: boolean): void {
    driver?.request(moving)
    if (mode === 'scene') return
    overlay.request()
    movers.request()
  }

  function steer(wanted: CameraPose, byHand: boolean): void {
    if (byHand) stopFlight()
    pose = withinLimits(wanted, limitsOf(city, false))
    requestGround(true)
    options.onPose?.(pose)
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
    relabel()
    options.onMode(next)
  }

  function presentScene(): void {
    if (shown === undefined) return
    tellView(shown.view, shown.pose)
    overlay.drawNow()
    movers.drawNow()
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
    groundElement.hidden = true
    overlay.drawNow()
    movers.drawNow()
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
      groundElement.hidden = false
      const made = createCityScene({
        container: groundElement,
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
      made.paint(shownMap(), palette)
      if (ground !== flatGround) made.setGround(ground)
      made.setBuildingLook(look)
      loadBuildings(made)
      driver = createFrameDriver({
        software: found.software,
        async draw(scale) {
          const { costMs, scriptMs } = await made.draw(pose, scale)
          options.onCost?.({ sceneScriptMs: scriptMs })
          return costMs
        },
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

  function loadBuildings(into: CityScene): void {
    if (tilesUrl === undefined) return
    const failed = (error: unknown) => fail('buildings', error)
    into.loadBuildings(tilesUrl, palette, failed).then(() => requestGround(true), failed)
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
      relabel()
      if (scenesMade === 0) void startScene()
      else scene?.paint(shownMap(), palette)
      requestGround(false)
    },
    setParts(next, buildingTilesUrl) {
      parts = next
      tilesUrl = buildingTilesUrl
      layers = createCityLayers(parts, layerState)
      applyGround()
      applyLayers()
      if (scene !== undefined) loadBuildings(scene)
    },
    setLayers(next) {
      const before = settings
      settings = next
      if (next.shown.terrain !== before.shown.terrain) applyGround()
      if (next.shown.wards !== before.shown.wards) {
        relabel()
        scene?.paint(shownMap(), palette)
        requestGround(false)
      }
      relook()
      showMarks()
      applyLayers()
      movers.request()
    },
    putMovers: (fixes) => movers.put(fixes),
    replaceMovers(fixes) {
      movers.clear()
      movers.put(fixes)
    },
    setAnswer(next) {
      answer = next
      relook()
      overlay.request()
    },
    setHidden(buildingIds) {
      look = { ...look, hidden: buildingIds }
      relook()
      overlay.request()
    },
    startPointing(task) {
      pointing = task === null ? null : { task, places: [] }
      overlay.request()
    },
    selectFeature: select,
    factsOf: (identity) => factsOf(identity, parts, (id) => movers.fixOf(id)),
    pose: () => pose,
    steerTo: (wanted) => steer(wanted, true),
    setMarks(next) {
      marks = next
      showMarks()
    },
    setGauges(next) {
      gauges = next
      showMarks()
    },
    setSelected: (id) => overlay.setSelected(id),
    setLanguage(next, drillWord) {
      language = next
      relabel()
      overlay.setDrillWord(drillWord)
    },
    showViewpoint(id) {
      viewpoint = viewpointOf(city, id)
      travel(poseOf(viewpoint))
    },
    flyTo: (place, areas) => travel(poseShowing(place, areas, pose, limitsOf(city, false))),
    refreshPalette() {
      palette = readPalette(root)
      scene?.paint(shownMap(), palette)
      overlay.request()
      movers.request()
      requestGround(false)
    },
    dispose() {
      disposed = true
      stopFlight()
      resized.disconnect()
      cornerResized.disconnect()
      input()
      root.removeEventListener('keydown', onPointingKey, { capture: true })
      root.removeEventListener('dblclick', onDoubleClick)
      overlay.dispose()
      movers.dispose()
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
