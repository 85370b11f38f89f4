import type { CityManifest } from '#shared/contract/city'
import type { CameraPose } from './cameraPose'
import type { CityScene } from './cityScene'
import type { GraphicsFacts, TimedWork } from './cityViewContract'
import { createFrameDriver, type FrameDriver } from './frameDriver'
import { probeGraphics, type Graphics } from './graphicsProbe'
import type { View } from './projection'

/** Keeps a 3D scene for as long as the machine gives one: starts it, drives its frames, and asks for another when it was lost. */
export type SceneKeeper = {
  /** Starts the first scene; later calls do nothing. */
  start(): void
  scene(): CityScene | undefined
  /** Whether a software renderer draws; undefined where there is no WebGL. */
  software(): boolean | undefined
  /** Asks for a frame; `moving` while the camera is being moved. */
  request(moving: boolean): void
  dispose(): void
}

type KeeperOptions = {
  container: HTMLElement
  bounds: CityManifest['bounds']
  pose(): CameraPose
  widthPx(): number
  /** Whether somebody else says when the next picture of a moving camera is due. */
  isPaced(): boolean
  /** Gives a new scene everything that is to be seen in it. */
  dress(scene: CityScene): void
  onView(view: View, pose: CameraPose): void
  onFrame(frame: GraphicsFacts): void
  timed: TimedWork
  /** There is no scene, for now or for good. */
  onNone(): void
}

// A context that keeps going away is not asked for for ever; one that lasted was worth having.
const maximumScenes = 4
const lastingMs = 600_000
const warmUpWidthPx = 256

export function createSceneKeeper(options: KeeperOptions): SceneKeeper {
  let graphics: Graphics | undefined = probeGraphics()
  let scene: CityScene | undefined
  let driver: FrameDriver | undefined
  let scenesMade = 0
  let startedAtMs = 0
  let isStarted = false
  let disposed = false

  function tearDown(): void {
    driver?.dispose()
    scene?.dispose()
    driver = undefined
    scene = undefined
  }

  function fallBack(): void {
    tearDown()
    options.container.hidden = true
    options.onNone()
  }

  async function startScene(): Promise<void> {
    if (scenesMade >= maximumScenes || graphics === undefined) return fallBack()
    scenesMade++
    startedAtMs = performance.now()
    const found = graphics
    try {
      // Cesium is large: the drawn ground is on the screen while it loads, and a machine without WebGL never loads it.
      const { createCityScene } = await import('./cityScene')
      if (disposed) return
      options.container.hidden = false
      const made = createCityScene({
        container: options.container,
        bounds: options.bounds,
        software: found.software,
        timed: options.timed,
        onView: options.onView,
        // Called from inside Cesium: it must have returned before its scene is taken down.
        onLost: (reason) => queueMicrotask(() => recover(made, reason)),
      })
      scene = made
      options.dress(made)
      driver = createFrameDriver({
        software: found.software,
        draw: (scale) => made.draw(options.pose(), scale),
        warmUpScale: () => Math.min(1, warmUpWidthPx / Math.max(1, options.widthPx() * devicePixelRatio)),
        isComplete: made.isComplete,
        isPaced: options.isPaced,
        onFrame: (frame) => options.onFrame({ ...found, ...frame }),
      })
      driver.request(true)
    } catch (error) {
      console.error('city scene', error)
      fallBack()
    }
  }

  // A new context is asked for in the next frame, when the system may have one again.
  function recover(failed: CityScene, reason: string): void {
    if (scene !== failed || disposed) return
    console.warn('city scene lost:', reason)
    if (performance.now() - startedAtMs > lastingMs) scenesMade = 0
    fallBack()
    requestAnimationFrame(() => {
      if (disposed) return
      graphics = probeGraphics()
      void startScene()
    })
  }

  return {
    start() {
      if (isStarted) return
      isStarted = true
      void startScene()
    },
    scene: () => scene,
    software: () => graphics?.software,
    request: (moving) => driver?.request(moving),
    dispose() {
      disposed = true
      tearDown()
    },
  }
}
