import { poseBetween, type CameraPose } from './cameraPose'

const flightMs = 600

/** Moves the camera from one pose to another in a little more than half a second, slow at both ends. */
export function createCameraFlight(steer: (pose: CameraPose) => void): { fly(from: CameraPose, until: CameraPose): void; stop(): void } {
  let animation: number | undefined

  function stop(): void {
    if (animation !== undefined) cancelAnimationFrame(animation)
    animation = undefined
  }

  return {
    fly(from, until) {
      stop()
      const startedMs = performance.now()
      const step = (nowMs: number) => {
        const share = Math.min(1, Math.max(0, (nowMs - startedMs) / flightMs))
        animation = share < 1 ? requestAnimationFrame(step) : undefined
        steer(poseBetween(from, until, share * share * (3 - 2 * share)))
      }
      animation = requestAnimationFrame(step)
    },
    stop,
  }
}
