import { loadBaseMap } from '../../../src/renderer/features/map/baseMap.ts'
import type { CameraPose } from '../../../src/renderer/features/map/cameraPose.ts'
import { loadCityParts } from '../../../src/renderer/features/map/cityFiles.ts'
import { createCityView } from '../../../src/renderer/features/map/cityView.ts'
import type { CityView } from '../../../src/renderer/features/map/cityViewContract.ts'
import { buildingColours, defaultLayers, layerIds, type LayerSettings } from '../../../src/renderer/features/map/layerSettings.ts'
import type { CityManifest } from '../../../src/shared/contract/city.ts'
import { measureAlternatives } from './alternatives.ts'
import { fixesAt, moverCount } from './fleet.ts'
import { marked } from './marked.ts'

// The product's own city view, driven and timed from outside. Every call resolves with plain numbers.

const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T
const signal = new AbortController().signal
let view: CityView
let home: CameraPose
let sceneFrames = 0
let drawCalls = 0
let lastFrame = 'none yet'

// Only draw calls are counted: anything around every call would be measured with them.
for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced', 'drawElementsInstanced'] as const) {
  const call = WebGL2RenderingContext.prototype[name] as (...given: unknown[]) => void
  Object.defineProperty(WebGL2RenderingContext.prototype, name, {
    configurable: true,
    writable: true,
    value(this: WebGL2RenderingContext, ...given: unknown[]) {
      drawCalls += 1
      call.apply(this, given)
    },
  })
}

const pause = (ms: number) => new Promise<void>((settle) => setTimeout(settle, ms))
const nextFrame = () => new Promise<void>((settle) => requestAnimationFrame(() => settle()))

/** Resolves once no frame has been drawn for a while; false when that did not come to pass in time. */
async function quiet(forMs: number, limitMs: number): Promise<boolean> {
  const startedMs = performance.now()
  for (let before = -1; performance.now() - startedMs < limitMs;) {
    if (before === sceneFrames) return true
    before = sceneFrames
    await pause(forMs)
  }
  return false
}

const bench = {
  /** Opens the city and waits until all buildings in view are there and nothing is drawn any more. */
  async open() {
    const city = (await (await fetch('/city/city.json')).json()) as CityManifest
    const openedMs = performance.now()
    view = createCityView({
      root: element('root'),
      ground: element('ground'),
      canvas: element<HTMLCanvasElement>('overlay'),
      moverCanvas: element<HTMLCanvasElement>('movers'),
      corner: element('corner'),
      city,
      viewpointId: 'centre',
      interactive: true,
      onSelect: () => {},
      onMode: () => {},
      onViewFacts: () => {},
      onArea: () => {},
      onGraphics: (frame) =>
        (lastFrame = `${frame.still ? 'the sharp frame of a camera at rest' : 'a frame of the moving camera'}, scale ${frame.scale}, ${Math.round(frame.frameMs)} ms`),
      onFeature: () => {},
      onPointed: () => {},
      onFailed: (what, error) => console.error('FAILED', what, error),
      shownMs: () => Date.now(),
      wordsForMover: ({ name }) => name,
      timed(part, work) {
        if (part === 'scene') sceneFrames += 1
        return marked(part, work)
      },
    })
    const parts = await loadCityParts(city, '/city', signal, (part, error) => console.error('FAILED', part, error))
    view.setBaseMap(await loadBaseMap(city, '/city', signal))
    view.setParts(parts, `/city/${city.files.buildingTiles}`)
    // The sharp frame of a camera at rest may have to wait for its turn.
    const complete = await quiet(8_000, 150_000)
    home = view.pose()
    return { buildings: parts.buildings?.count ?? 0, complete, openMs: performance.now() - openedMs - 8_000 }
  },

  /** Frames of the scene and WebGL calls while nothing happens. */
  async idle(ms: number) {
    const [frames, calls] = [sceneFrames, drawCalls]
    await pause(ms)
    return { frames: sceneFrames - frames, drawCalls: drawCalls - calls, lastFrame }
  },

  /** All movers once a second, with the camera at rest or going round the city, once in 18 seconds. */
  async movers(seconds: number, isTurning: boolean) {
    const [framesBefore, callsBefore] = [sceneFrames, drawCalls]
    for (let second = 0; second < seconds; second += 1) {
      const fixes = fixesAt(home.target, Date.now())
      marked('put', () => view.putMovers(fixes))
      const until = performance.now() + 1_000
      while (performance.now() < until) {
        if (isTurning) view.steerTo({ ...home, headingDeg: (home.headingDeg + performance.now() / 50) % 360 })
        await nextFrame()
      }
    }
    const drawCallsPerFrame = (drawCalls - callsBefore) / Math.max(1, sceneFrames - framesBefore)
    if (isTurning) view.steerTo(home)
    await quiet(2_000, 60_000)
    return { count: moverCount, drawCallsPerFrame }
  },

  /** Looks round the city, a step at a time, until all that there is to see has arrived. */
  async arrive() {
    for (let step = 1; step <= 12; step += 1) {
      view.steerTo({ ...home, headingDeg: (home.headingDeg + step * 30) % 360 })
      await quiet(1_000, 30_000)
    }
  },

  /** The water a step higher or lower, each until it is drawn. */
  async flood(steps: number) {
    for (let step = 0; step < steps; step += 1) {
      const before = sceneFrames
      marked('flood', () => view.setAnswer({ layers: [], floodLevelM: 2 + (step % 20) * 0.2, buildingIds: [] }))
      const limit = performance.now() + 10_000
      while (sceneFrames === before && performance.now() < limit) await pause(5)
    }
    view.setAnswer(null)
    await quiet(2_000, 60_000)
  },

  /** One thing that an operator does, the n-th of a fixed round; resolves after it with the bytes of the heap. */
  async use(step: number) {
    const turn = (step * 137.5) % 360
    const offset = { lonDeg: Math.cos(turn) * 0.02, latDeg: Math.sin(turn) * 0.015 }
    const target = { lonDeg: home.target.lonDeg + offset.lonDeg, latDeg: home.target.latDeg + offset.latDeg }
    view.putMovers(fixesAt(home.target, Date.now()))
    if (step % 3 === 0) view.steerTo({ target, rangeM: 900 + ((step * 617) % 6_000), headingDeg: turn, pitchDeg: -25 - (step % 50) })
    if (step % 3 === 1) {
      const shown = Object.fromEntries(layerIds.map((id, index) => [id, (step + index) % 4 !== 0])) as LayerSettings['shown']
      const buildingColour = buildingColours[step % buildingColours.length]!
      view.setLayers({ ...defaultLayers, shown, buildingColour })
    }
    if (step % 3 === 2) view.setAnswer(step % 2 === 0 ? null : { layers: [], floodLevelM: 1 + (step % 40) / 8, buildingIds: [] })
    await pause(1_000)
    return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
  },

  /** Ends the view and measures other ways to draw the same movers, in the same window. */
  alternatives(seconds: number) {
    const target = home.target
    view.dispose()
    return measureAlternatives(element('ground'), target, seconds)
  },
}

Object.assign(window, { bench })
export type Bench = typeof bench
