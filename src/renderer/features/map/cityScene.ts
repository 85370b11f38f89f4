import {
  Cartesian3,
  CesiumWidget,
  Color,
  EllipsoidTerrainProvider,
  ImageryLayer,
  type PerspectiveFrustum,
  type Scene,
} from '@cesium/engine'
import type { CityManifest } from '#shared/contract/city'
import type { BaseMap } from './baseMap'
import { plainLook, type BuildingLook } from './buildingLook'
import { createBuildingTiles, type BuildingTiles } from './buildingTiles'
import { ownPicture, viewOf, type CameraPose, type WholePicture } from './cameraPose'
import { createCityTerrain } from './cityTerrain'
import type { TimedWork } from './cityViewContract'
import type { World } from './ellipsoid'
import { forgetScene } from './endedScenes'
import { flatGround, type GroundHeights } from './groundHeights'
import { createGroundImagery } from './groundImagery'
import { lookOffAxis, type Shift } from './offAxis'
import type { Palette } from './palette'
import type { View } from './projection'
import { addGuarded } from './sceneGuard'

/** The one Cesium widget of a window. It draws ground and buildings, and only when told to: no loop of its own, nothing live in it. */
export type CityScene = {
  /** Draws a frame and resolves, once the graphics have finished it, with what it cost in milliseconds. */
  draw(pose: CameraPose, scale: number): Promise<number>
  /** The picture that this window is a part of. */
  setWhole(whole: WholePicture): void
  /** Gives the ground its heights. */
  setGround(ground: GroundHeights): void
  /** Brings in the buildings of a tileset; what goes wrong with them is told to `failed` and takes nothing else with it. */
  loadBuildings(url: string, palette: Palette, failed: (error: unknown) => void): Promise<void>
  setBuildingLook(look: BuildingLook): void
  /** Whether all the ground in view has arrived. */
  isComplete(): boolean
  /** Replaces the ground: other files or other colours. */
  paint(map: BaseMap, palette: Palette): void
  dispose(): void
}

type SceneOptions = {
  container: HTMLElement
  bounds: CityManifest['bounds']
  software: boolean
  timed: TimedWork
  /** The camera of the frame that has just been drawn. */
  onView(view: View, pose: CameraPose): void
  /** The graphics context is gone or Cesium has given up: this scene draws no more. */
  onLost(reason: string): void
}

const fencePollMs = 4
// All the ground that a turn of the camera shows is still there when it comes back. Each may hold a picture of more than a megabyte.
const groundTiles = 200
// A software renderer draws at half of the pixels and less, and a tile of ours has twice the pixels that Cesium reckons with.
const groundErrorPx = { graphicsCard: 2, software: 4 }

/** Makes the scene; throws when the machine gives no WebGL context after all. */
export function createCityScene({ container, bounds, software, timed, onView, onLost }: SceneOptions): CityScene {
  const widget = new CesiumWidget(container, {
    baseLayer: false,
    terrainProvider: new EllipsoidTerrainProvider(),
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    shadows: false,
    msaaSamples: 1,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    useDefaultRenderLoop: false,
    useBrowserRecommendedResolution: false,
    orderIndependentTranslucency: false,
    blurActiveElementOnCanvasFocus: false,
    showRenderLoopErrors: false,
    // The panel writes its own attribution line. What Cesium styles its with would stay in the page for good; here it goes with it.
    creditContainer: apart(),
    contextOptions: { webgl: { alpha: false, antialias: false, stencil: false, powerPreference: 'high-performance' } },
  })
  const { scene, canvas } = widget
  quieten(scene)
  scene.globe.tileCacheSize = groundTiles
  scene.globe.maximumScreenSpaceError = software ? groundErrorPx.software : groundErrorPx.graphicsCard
  let pose: CameraPose | undefined
  let lost = false
  let ground = flatGround
  let whole = ownPicture
  let shift: Shift = { x: 0, y: 0 }
  let isOffAxis = false
  let buildings: BuildingTiles | undefined
  let look = plainLook

  function lose(reason: string): void {
    if (lost) return
    lost = true
    onLost(reason)
  }
  const onContextLost = (event: Event) => {
    event.preventDefault()
    lose('context lost')
  }
  canvas.addEventListener('webglcontextlost', onContextLost)
  scene.renderError.addEventListener((_scene: Scene, error: unknown) => lose(String(error)))
  scene.postRender.addEventListener(() => {
    if (pose !== undefined) onView(viewOfScene(scene), pose)
  })

  return {
    async draw(wanted, scale) {
      if (lost) return 0
      pose = wanted
      widget.resolutionScale = scale
      widget.resize()
      const { eye, forward, up, tanHalfX, tanHalfY, shiftX, shiftY } = viewOf(
        wanted,
        canvas.clientWidth,
        canvas.clientHeight,
        ground(wanted.target.lonDeg, wanted.target.latDeg),
        whole,
      )
      // Cesium counts its field of view along the longer side.
      const frustum = scene.camera.frustum as PerspectiveFrustum
      frustum.fov = 2 * Math.atan(Math.max(tanHalfX, tanHalfY))
      shift = { x: shiftX, y: shiftY }
      scene.camera.setView({ destination: cartesian(eye), orientation: { direction: cartesian(forward), up: cartesian(up) } })
      const startedMs = performance.now()
      scene.requestRender()
      timed('scene', () => widget.render())
      // A graphics card works beside the processor; a software renderer is the processor, and hands back before it has drawn.
      if (software) await finished(canvas)
      return performance.now() - startedMs
    },
    setWhole(next) {
      whole = next
      // Only a panorama needs it; every other window draws with the frustum as Cesium made it.
      if (isOffAxis || next === ownPicture) return
      isOffAxis = true
      lookOffAxis(scene.camera.frustum as PerspectiveFrustum, () => shift)
    },
    setGround(next) {
      ground = next
      scene.terrainProvider = createCityTerrain(next)
      // Hills hide what stands behind them.
      scene.globe.depthTestAgainstTerrain = true
    },
    async loadBuildings(url, palette, failed) {
      const centre = { lonDeg: (bounds.westDeg + bounds.eastDeg) / 2, latDeg: (bounds.southDeg + bounds.northDeg) / 2 }
      const loaded = await createBuildingTiles(url, { software, centre, palette })
      if (lost) return loaded.tileset.destroy()
      buildings = loaded
      loaded.setLook(look)
      const remove = addGuarded(scene.primitives, loaded.tileset, (error) => {
        buildings = undefined
        // Called from inside Cesium's walk through its primitives, which must not change under it.
        queueMicrotask(() => {
          if (!lost) remove()
          failed(error)
        })
      })
    },
    setBuildingLook(next) {
      look = next
      buildings?.setLook(next)
    },
    isComplete: () => lost || (scene.globe.tilesLoaded && buildings?.isComplete() !== false),
    paint(map, palette) {
      const background = Color.fromCssColorString(palette.surface) ?? Color.BLACK
      scene.backgroundColor = background
      scene.globe.baseColor = background
      buildings?.setPalette(palette)
      scene.imageryLayers.removeAll()
      // Sixteen samples for a pixel, which is what Cesium asks for, are what most of a frame costs in software.
      const sampling = software ? { maximumAnisotropy: 1 } : {}
      scene.imageryLayers.add(new ImageryLayer(createGroundImagery(bounds, map, palette), sampling))
    },
    dispose() {
      lost = true
      canvas.removeEventListener('webglcontextlost', onContextLost)
      const context = canvas.getContext('webgl2')
      forgetScene(scene)
      widget.destroy()
      // Not left to the collector: a page has sixteen contexts, and then the oldest is taken away, which may be that of another city.
      context?.getExtension('WEBGL_lose_context')?.loseContext()
    },
  }
}

function apart(): HTMLElement {
  const inner = document.createElement('div')
  document.createElement('div').attachShadow({ mode: 'closed' }).append(inner)
  return inner
}

function quieten(scene: Scene): void {
  const { globe, fog, postProcessStages, screenSpaceCameraController } = scene
  // Nothing is ever picked out of the picture: what is under the pointer is computed.
  scene.useDepthPicking = false
  // After each movement and with each tile that arrives Cesium would ask the triangles below the camera for their height, and have a
  // worker sort them for it, which keeps its copies for long. How low the camera may go is decided before it is steered.
  Object.assign(scene, { getHeight: () => undefined, updateHeight: () => () => undefined })
  globe.showGroundAtmosphere = false
  globe.enableLighting = false
  globe.showWaterEffect = false
  globe.preloadSiblings = false
  fog.enabled = false
  scene.highDynamicRange = false
  postProcessStages.fxaa.enabled = false
  screenSpaceCameraController.enableInputs = false
}

/** What Cesium's camera saw: the overlay is projected with this, never with what was asked for. */
function viewOfScene({ camera, canvas }: Scene): View {
  const frustum = camera.frustum as PerspectiveFrustum
  const tanHalfY = Math.tan((frustum.fovy ?? 0) / 2)
  return {
    eye: world(camera.positionWC),
    right: world(camera.rightWC),
    up: world(camera.upWC),
    forward: world(camera.directionWC),
    tanHalfX: tanHalfY * (frustum.aspectRatio ?? 1),
    tanHalfY,
    shiftX: frustum.xOffset / frustum.near,
    shiftY: frustum.yOffset / frustum.near,
    widthPx: canvas.clientWidth,
    heightPx: canvas.clientHeight,
  }
}

function cartesian([x, y, z]: World): Cartesian3 {
  return new Cartesian3(x, y, z)
}

function world({ x, y, z }: Cartesian3): World {
  return [x, y, z]
}

// WebGL has no event for a finished frame; its fence can only be asked.
function finished(canvas: HTMLCanvasElement): Promise<void> {
  const context = canvas.getContext('webgl2')
  const fence = context?.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? null
  if (context === null || fence === null) return Promise.resolve()
  context.flush()
  return new Promise((resolve) => {
    const ask = () => {
      if (!context.isContextLost() && context.clientWaitSync(fence, 0, 0) === context.TIMEOUT_EXPIRED) {
        setTimeout(ask, fencePollMs)
        return
      }
      context.deleteSync(fence)
      resolve()
    }
    setTimeout(ask, fencePollMs)
  })
}
