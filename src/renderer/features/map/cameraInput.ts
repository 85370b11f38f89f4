import { dragPose, movePose, viewOf, zoomPose, type CameraPose, type PoseLimits } from './cameraPose'
import { groundAt } from './projection'

/** The camera as the hand finds it. */
export type SteeredCamera = {
  pose(): CameraPose
  limits(): PoseLimits
  steer(pose: CameraPose): void
  goHome(): void
  click(x: number, y: number): void
  /** Height of the ground in metres. */
  ground?(lonDeg: number, latDeg: number): number
}

type Drag = { pointerId: number; button: number; x: number; y: number; pose: CameraPose; moved: boolean }

const clickSlackPx = 4
const wheelStep = 0.0016
const keyMoveShare = 0.08
const keyZoomFactor = 1.25
const keyTurnDeg = 10

/** The pose after a key, or `undefined` when the key steers nothing. */
export function poseAfterKey(key: string, pose: CameraPose, limits: PoseLimits): CameraPose | undefined {
  switch (key) {
    case 'ArrowLeft':
      return movePose(pose, -keyMoveShare, 0)
    case 'ArrowRight':
      return movePose(pose, keyMoveShare, 0)
    case 'ArrowUp':
      return movePose(pose, 0, keyMoveShare)
    case 'ArrowDown':
      return movePose(pose, 0, -keyMoveShare)
    case '+':
    case '=':
      return zoomPose(pose, 1 / keyZoomFactor, pose.target, limits)
    case '-':
    case '_':
      return zoomPose(pose, keyZoomFactor, pose.target, limits)
    case 'q':
    case 'Q':
      return { ...pose, headingDeg: pose.headingDeg - keyTurnDeg }
    case 'e':
    case 'E':
      return { ...pose, headingDeg: pose.headingDeg + keyTurnDeg }
    default:
      return undefined
  }
}

/** Lets pointer, wheel and keys of an element steer the camera: drag moves the ground, right or Ctrl drag turns and tilts. Returns its undoing. */
export function attachCameraInput(element: HTMLElement, camera: SteeredCamera): () => void {
  const listeners = new AbortController()
  const { signal } = listeners
  let drag: Drag | undefined

  function at(event: MouseEvent): { x: number; y: number } {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  function groundUnder({ target }: CameraPose): number {
    return camera.ground?.(target.lonDeg, target.latDeg) ?? 0
  }

  function viewAt(pose: CameraPose) {
    return viewOf(pose, element.clientWidth, element.clientHeight, groundUnder(pose))
  }

  element.addEventListener(
    'pointerdown',
    (event) => {
      if (drag !== undefined || event.button > 2) return
      const { x, y } = at(event)
      drag = { pointerId: event.pointerId, button: event.ctrlKey ? 2 : event.button, x, y, pose: camera.pose(), moved: false }
      element.setPointerCapture(event.pointerId)
    },
    { signal },
  )
  element.addEventListener(
    'pointermove',
    (event) => {
      if (drag?.pointerId !== event.pointerId) return
      const { x, y } = at(event)
      drag.moved ||= Math.hypot(x - drag.x, y - drag.y) > clickSlackPx
      if (!drag.moved) return
      if (drag.button !== 0) {
        const turnDeg = ((x - drag.x) / element.clientWidth) * 180
        const tiltDeg = ((y - drag.y) / element.clientHeight) * 90
        camera.steer({ ...drag.pose, headingDeg: drag.pose.headingDeg + turnDeg, pitchDeg: drag.pose.pitchDeg - tiltDeg })
        return
      }
      const view = viewAt(drag.pose)
      const heightM = groundUnder(drag.pose)
      const [from, until] = [groundAt(view, drag.x, drag.y, heightM), groundAt(view, x, y, heightM)]
      if (from !== undefined && until !== undefined) camera.steer(dragPose(drag.pose, from, until))
    },
    { signal },
  )
  const drop = (event: PointerEvent) => {
    if (drag?.pointerId !== event.pointerId) return
    if (event.type === 'pointerup' && !drag.moved && drag.button === 0) camera.click(drag.x, drag.y)
    drag = undefined
  }
  element.addEventListener('pointerup', drop, { signal })
  element.addEventListener('pointercancel', drop, { signal })
  element.addEventListener('contextmenu', (event) => event.preventDefault(), { signal })
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const { x, y } = at(event)
      const pose = camera.pose()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY
      camera.steer(
        zoomPose(pose, Math.exp(pixels * wheelStep), groundAt(viewAt(pose), x, y, groundUnder(pose)) ?? pose.target, camera.limits()),
      )
    },
    { signal, passive: false },
  )
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (event.key === 'Home') camera.goHome()
      else {
        const pose = poseAfterKey(event.key, camera.pose(), camera.limits())
        if (pose === undefined) return
        camera.steer(pose)
      }
      // The desk has keys of its own (E, Q, arrows in the list); while the city has the focus these steer it.
      event.preventDefault()
      event.stopPropagation()
    },
    { signal },
  )
  return () => listeners.abort()
}
