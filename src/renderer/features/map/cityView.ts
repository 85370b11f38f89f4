import type { MapAnswer } from '#shared/contract/answerLayer'
import type { CityManifest, Viewpoint } from '#shared/contract/city'
import type { Language } from '#shared/contract/ipc'
import { emptyBaseMap, type BaseMap } from './baseMap'
import { baseLabelsOf, type BaseLabel } from './baseLabels'
import type { CityView, CityViewOptions, TimedWork, ViewMode } from './cityViewContract'
import { lookOf, plainLook, type BuildingLook } from './buildingLook'
import { attachCameraInput } from './cameraInput'
import { createCameraFlight } from './cameraFlight'
import { limitsOf, ownPicture, poseShowing, viewOf, withinLimits, type CameraPose, type WholePicture } from './cameraPose'
import type { CityParts } from './cityFiles'
import { createCityLayers } from './cityLayers'
import { factsOf } from './featureFacts'
import { flatGround, groundOf, type GroundHeights } from './groundHeights'
import type { Box } from './labelPlacement'
import { defaultLayers, type LayerSettings } from './layerSettings'
import type { FeatureIdentity, LiveLayer } from './liveLayer'
import { isPressing, type AlertMark, type GaugeMark } from './marks'
import { createMoverCanvas, type MoverCanvas } from './moverCanvas'
import { createOverlayCanvas, type OverlayCanvas } from './overlayCanvas'
import { readPalette, type Palette } from './palette'
import { createSceneKeeper } from './sceneKeeper'
import { createPointingHand } from './pointingHand'
import { metresPerPixel, type View } from './projection'
import { areaInView } from './viewArea'

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
  let whole: WholePicture = ownPicture
  let shown: { view: View; pose: CameraPose } | undefined
  let ground: GroundHeights = flatGround
  let parts: CityParts = {}
  let tilesUrl: string | undefined
  // For the marks of the page's own timing: the first picture with the ground, the first with all houses in view.
  let buildingsArriving = false
  let settings: LayerSettings = defaultLayers
  let marks: readonly AlertMark[] = []
  let gauges: readonly GaugeMark[] = []
  let answer: MapAnswer | null = null
  let selected: FeatureIdentity | null = null
  let look: BuildingLook = plainLook
  const isFlat = () => mode !== 'scene'
  const timed: TimedWork = options.timed ?? ((_part, work) => work())
  // The flat plan has no heights; everything that is drawn must stand on the same ground.
  const heights = () => (isFlat() ? flatGround : ground)
  const layerState = {
    settings: () => settings,
    look: () => look,
    isFlat,
    isPlan: () => mode === 'plan',
    answer: () => answer,
    pointing: () => hand.pointing(),
    marks: () => marks,
    changed(identity: FeatureIdentity) {
      overlay.request()
      if (selected?.layer === identity.layer && selected.id === identity.id) options.onFeature(selected)
    },
  }
  let layers = createCityLayers(parts, layerState)
  const hand = createPointingHand(root, {
    view: viewNow,
    groundM: (lonDeg, latDeg) => heights()(lonDeg, latDeg),
    changed: () => overlay.request(),
    done: options.onPointed,
  })

  const overlay: OverlayCanvas = createOverlayCanvas(options.canvas, {
    palette: () => palette,
    reducedMotion: () => reducedMotion.matches,
    language: () => language,
    groundM: heights,
    selected: () => selected,
    failed: fail,
    timed,
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
    intervalMs: () => (keeper.software() === false ? 33 : 100),
    wordsFor: options.wordsForMover,
    failed: (error) => fail('units', error),
    timed,
  })
  const flight = createCameraFlight((on) => steer(on, false))
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
    return viewOf(mode === 'plan' ? withinLimits(pose, limits()) : pose, root.clientWidth, root.clientHeight, 0, whole)
  }

  function fail(what: LiveLayer['id'], error: unknown): void {
    console.error(`city layer ${what}`, error)
    options.onFailed(what, error)
  }

  function click(x: number, y: number): void {
    if (hand.takes(x, y)) return
    const alertId = overlay.pick(x, y)
    const feature = alertId === null ? (movers.pick(x, y) ?? overlay.pickFeature(x, y) ?? pickBuilding(x, y)) : null
    // An incident is an alert that somebody has: it leads to the same detail.
    if (feature?.layer === 'incidents') return options.onSelect(feature.id)
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

  // What buildings look like follows from layers, answer and selection.
  function relook(): void {
    look = lookOf(look, { settings, answer, selected, wardColour })
    keeper.scene()?.setBuildingLook(look)
    // Somebody asked for it and is looking: drawn like a movement, coarse at once and sharp when it rests.
    if (keeper.scene() !== undefined) requestGround(true)
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
    keeper.scene()?.setGround(ground)
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
    const view = viewOf(from, root.clientWidth, root.clientHeight, 0, whole)
    tellView(view, from)
    return { view, ground: { map: shownMap(), distanceM: from.rangeM } }
  }

  function tellView(view: View, at: CameraPose): void {
    options.onViewFacts({ headingDeg: at.headingDeg, metresPerPixel: metresPerPixel(view, at.rangeM), textScale: palette.textScale })
    // A map that is covered by something else has no size, and shows nothing.
    if (view.widthPx > 0 && view.heightPx > 0) options.onArea(areaInView(view, options.city.bounds))
  }

  function requestGround(moving: boolean): void {
    keeper.request(moving)
    if (mode === 'scene') return
    overlay.request()
    movers.request()
  }

  function steer(wanted: CameraPose, byHand: boolean): void {
    if (byHand) flight.stop()
    pose = withinLimits(wanted, limitsOf(city, false))
    requestGround(true)
    options.onPose?.(pose)
  }

  function travel(wanted: CameraPose): void {
    const until = withinLimits(wanted, limitsOf(city, false))
    // A software renderer cannot show a movement; it would only delay the picture.
    const jumps = reducedMotion.matches || mode !== 'scene' || keeper.software() !== false || shown === undefined
    if (jumps) steer(until, true)
    else flight.fly(pose, until)
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

  const keeper = createSceneKeeper({
    container: groundElement,
    bounds: city.bounds,
    pose: () => pose,
    widthPx: () => root.clientWidth,
    // The windows of a panorama draw in turns.
    isPaced: () => whole !== ownPicture,
    dress(made) {
      made.paint(shownMap(), palette)
      made.setWhole(whole)
      if (ground !== flatGround) made.setGround(ground)
      made.setBuildingLook(look)
    },
    onView(view, at) {
      shown = { view, pose: at }
      if (mode === 'scene') presentScene()
    },
    onFrame(frame) {
      if (mode !== 'scene' && shown !== undefined) {
        setMode('scene')
        performance.mark('city.ground')
        presentScene()
        // Not before the ground is on the screen: in software a city of houses takes seconds, and nobody waits for them to see the place.
        loadBuildings()
      }
      if (buildingsArriving && keeper.scene()?.isComplete() === true) {
        buildingsArriving = false
        performance.mark('city.buildings')
      }
      options.onGraphics(frame)
    },
    timed,
    // The flat plan takes over at once.
    onNone() {
      shown = undefined
      setMode('plan')
      overlay.drawNow()
      movers.drawNow()
    },
  })

  function loadBuildings(): void {
    const into = keeper.scene()
    if (into === undefined || tilesUrl === undefined || mode !== 'scene') return
    const failed = (error: unknown) => fail('buildings', error)
    const arrive = () => {
      buildingsArriving = true
      requestGround(true)
    }
    into.loadBuildings(tilesUrl, palette, failed).then(arrive, failed)
  }

  return {
    setBaseMap(next) {
      map = next
      relabel()
      keeper.start()
      keeper.scene()?.paint(shownMap(), palette)
      requestGround(false)
    },
    setParts(next, buildingTilesUrl) {
      parts = next
      tilesUrl = buildingTilesUrl
      layers.dispose()
      layers = createCityLayers(parts, layerState)
      applyGround()
      applyLayers()
      loadBuildings()
    },
    setLayers(next) {
      const before = settings
      settings = next
      if (next.shown.terrain !== before.shown.terrain) applyGround()
      if (next.shown.wards !== before.shown.wards) {
        relabel()
        keeper.scene()?.paint(shownMap(), palette)
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
      hand.start(task)
    },
    selectFeature: select,
    factsOf: (identity) => factsOf(identity, parts, (id) => movers.fixOf(id), layers.sightOf),
    pose: () => pose,
    steerTo: (wanted) => steer(wanted, true),
    setWhole(next) {
      whole = next
      keeper.scene()?.setWhole(next)
      requestGround(true)
    },
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
      keeper.scene()?.paint(shownMap(), palette)
      overlay.request()
      movers.request()
      requestGround(false)
    },
    dispose() {
      flight.stop()
      resized.disconnect()
      cornerResized.disconnect()
      input()
      hand.dispose()
      layers.dispose()
      overlay.dispose()
      movers.dispose()
      keeper.dispose()
    },
  }
}

function viewpointOf(city: CityManifest, id: string): Viewpoint {
  return city.viewpoints.find((each) => each.id === id) ?? city.viewpoints[0]!
}

function poseOf({ target, rangeM, headingDeg, pitchDeg }: Viewpoint): CameraPose {
  return { target, rangeM, headingDeg, pitchDeg }
}
