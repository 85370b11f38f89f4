import { afterFrame, afterWarmUpFrame, levelOf, startGovernor, stillScale, waitBeforeFrame, type GovernorState } from './governor'

/** How the ground is being drawn: shown to the operator and kept for diagnosis. `still` marks the sharp frame of a camera at rest. */
export type DrivenFrame = { frameMs: number; scale: number; level: number; still: boolean }

/** Draws the ground when asked, never more often or more finely than the governor allows, and never a frame before the last is done. */
export type FrameDriver = {
  /** Asks for a frame; `moving` while the camera is being moved. */
  request(moving: boolean): void
  dispose(): void
}

type DriverOptions = {
  software: boolean
  /** Draws one frame at a resolution and resolves with what it cost in milliseconds. */
  draw(scale: number): Promise<number>
  /** Resolution of the frames that only bring the ground in; which ground is wanted does not depend on it. */
  warmUpScale(): number
  /** Whether all the ground in view has arrived. */
  isComplete(): boolean
  /** Whether somebody else gives the pace, as the turns of a panorama do: each movement is drawn at once, and nothing between two. */
  isPaced(): boolean
  onFrame(frame: DrivenFrame): void
}

// A camera that has not moved for this long is taken to stand still; between two turns of a panorama it does not yet.
const restMs = 300
const pacedRestMs = 1_500

export function createFrameDriver({ software, draw, warmUpScale, isComplete, isPaced, onFrame }: DriverOptions): FrameDriver {
  let governor: GovernorState = startGovernor(software, performance.now())
  let wanted: 'nothing' | 'idle' | 'moving' = 'nothing'
  let still = false
  // The one sharp frame of a camera that has come to rest is still to be drawn.
  let sharpening = false
  // Until all the ground is in, frames are small and nobody sees them.
  let warmingUp = true
  let inFlight = false
  let disposed = false
  let lastFrameAtMs = Number.NEGATIVE_INFINITY
  let lastCostMs = 0
  let drawn: DrivenFrame | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let animation: number | undefined
  let standstill: ReturnType<typeof setTimeout> | undefined

  const standstillMs = (): number => (isPaced() ? pacedRestMs : restMs)
  let movedAtMs = Number.NEGATIVE_INFINITY

  /** The wait in the pace of somebody else: none for a movement, and for anything else until the camera stands still. */
  function inPace(atMs: number, waitMs: number): number {
    if (!isPaced() || warmingUp) return waitMs
    return wanted === 'moving' ? 0 : Math.max(waitMs, movedAtMs + pacedRestMs - atMs)
  }

  function schedule(): void {
    if (inFlight || disposed || wanted === 'nothing' || animation !== undefined) return
    clearTimeout(waiting)
    const atMs = performance.now()
    const wait = waitBeforeFrame(governor, {
      atMs,
      moving: wanted === 'moving',
      lastFrameAtMs,
      lastCostMs,
      warmingUp,
      arriving: !warmingUp && !isComplete(),
      unseen: drawn === undefined,
      sharpening,
    })
    waiting = setTimeout(
      () => {
        waiting = undefined
        animation = requestAnimationFrame(() => void frame())
      },
      inPace(atMs, wait),
    )
  }

  async function frame(): Promise<void> {
    animation = undefined
    const moving = wanted === 'moving'
    const scale = warmingUp ? warmUpScale() : still ? stillScale(governor) : levelOf(governor).scale
    wanted = 'nothing'
    sharpening = false
    inFlight = true
    lastFrameAtMs = performance.now()
    let costMs: number
    try {
      costMs = await draw(scale)
    } catch (error) {
      // This frame is lost, the view is not: the next request draws again.
      console.error(error)
      return
    } finally {
      inFlight = false
    }
    if (disposed) return
    lastCostMs = costMs
    const atMs = performance.now()
    if (warmingUp) {
      governor = afterWarmUpFrame(governor, { costMs, atMs })
      warmingUp = !isComplete()
      wanted = 'idle'
      schedule()
      return
    }
    governor = afterFrame(governor, { costMs, scale, atMs, moving })
    drawn = { frameMs: costMs, scale, level: governor.level, still }
    onFrame(drawn)
    if (wanted === 'nothing') {
      if (!isComplete()) wanted = 'idle'
      else if (!still) sharpenSoon()
    }
    schedule()
  }

  function sharpenSoon(): void {
    clearTimeout(standstill)
    standstill = setTimeout(() => {
      if (wanted === 'moving') return
      still = true
      if (drawn !== undefined && stillScale(governor) === drawn.scale) {
        // It cannot be drawn any sharper: the last frame is the one at rest.
        onFrame({ ...drawn, still })
        return
      }
      wanted = 'idle'
      sharpening = true
      schedule()
    }, standstillMs())
  }

  return {
    request(moving) {
      if (moving) {
        movedAtMs = performance.now()
        still = false
        sharpening = false
        clearTimeout(standstill)
        wanted = 'moving'
      } else if (wanted === 'nothing') wanted = 'idle'
      schedule()
    },
    dispose() {
      disposed = true
      clearTimeout(waiting)
      clearTimeout(standstill)
      if (animation !== undefined) cancelAnimationFrame(animation)
    },
  }
}
