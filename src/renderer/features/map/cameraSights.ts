import type { SeenGround } from '#analysis/seenGround'
import type { CityCamera } from '#shared/contract/cityParts'
import type { FromSightWorker, SightTownColumns, ToSightWorker } from './cameraSightWork'

/** What a camera sees, as far as that is known: the ground, not yet, or not at all for want of terrain, buildings or a worker. */
export type CameraSight = { state: 'seen'; ground: SeenGround; illustrative: boolean } | { state: 'computing' } | { state: 'unknown' }

/** What each camera sees, computed once it is asked for and kept. */
export type CameraSights = { of(camera: CityCamera): CameraSight; dispose(): void }

/** A thread that computes what cameras see; `answered` is told of each of them, `failed` when the thread is no more. */
export type SightThread = { send(message: ToSightWorker): void; stop(): void }
export type StartSightThread = (answered: (answer: FromSightWorker) => void, failed: (error: unknown) => void) => SightThread

type SightSource = {
  /** Undefined where the city has no terrain or no buildings: nothing can then be said about what hides what. */
  town: (SightTownColumns & { synthetic: boolean }) | undefined
  start: StartSightThread
  /** What this camera sees is known now. */
  changed(cameraId: string): void
}

/** The thread is started by the first camera that is asked for: a window that shows none has none. */
export function createCameraSights({ town, start, changed }: SightSource): CameraSights {
  const known = new Map<string, CameraSight>()
  let cameras = new Map<string, CityCamera>()
  let thread: SightThread | undefined
  let isBroken = town === undefined

  function ask(camera: CityCamera): CameraSight {
    if (isBroken || town === undefined) return { state: 'unknown' }
    if (thread === undefined) {
      thread = start(take, fail)
      const { terrain, buildings } = town
      thread.send({ kind: 'town', town: { terrain, buildings } })
    }
    thread.send({ kind: 'camera', camera })
    cameras.set(camera.id, camera)
    return { state: 'computing' }
  }

  function take({ id, ground }: FromSightWorker): void {
    const illustrative = (town?.synthetic ?? false) || (cameras.get(id)?.synthetic ?? false)
    known.set(id, ground === null ? { state: 'unknown' } : { state: 'seen', ground, illustrative })
    changed(id)
  }

  function fail(error: unknown): void {
    console.error('what cameras see', error)
    isBroken = true
    const waiting = [...known].filter(([, { state }]) => state === 'computing')
    for (const [id] of waiting) known.set(id, { state: 'unknown' })
    for (const [id] of waiting) changed(id)
  }

  return {
    of(camera) {
      const before = known.get(camera.id)
      if (before !== undefined) return before
      const sight = ask(camera)
      known.set(camera.id, sight)
      return sight
    },
    dispose() {
      thread?.stop()
      thread = undefined
      isBroken = true
      known.clear()
      cameras = new Map()
    },
  }
}

/** The thread of a page. */
export const startSightWorker: StartSightThread = (answered, failed) => {
  const worker = new Worker(new URL('./cameraSightWorker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<FromSightWorker>) => answered(data))
  worker.addEventListener('error', (event) => failed(event.message || 'worker'))
  return { send: (message) => worker.postMessage(message), stop: () => worker.terminate() }
}
