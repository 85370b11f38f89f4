import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { attachCameraInput, poseAfterKey } from './cameraInput'
import { limitsOf, withinLimits, type CameraPose } from './cameraPose'
import { city, place } from './testing/mapBuilders'

const start: CameraPose = { target: place, rangeM: 5_000, headingDeg: 0, pitchDeg: -60 }
const limits = limitsOf(city, false)

describe('poseAfterKey', () => {
  it('moves, zooms and turns, and leaves other keys alone', () => {
    expect(poseAfterKey('ArrowUp', start, limits)!.target.latDeg).toBeGreaterThan(place.latDeg)
    expect(poseAfterKey('ArrowLeft', start, limits)!.target.lonDeg).toBeLessThan(place.lonDeg)
    expect(poseAfterKey('+', start, limits)!.rangeM).toBe(4_000)
    expect(poseAfterKey('-', start, limits)!.rangeM).toBe(6_250)
    expect(poseAfterKey('q', start, limits)!.headingDeg).toBe(-10)
    expect(poseAfterKey('E', start, limits)!.headingDeg).toBe(10)
    expect(poseAfterKey('a', start, limits)).toBeUndefined()
  })
})

describe('attachCameraInput', () => {
  let element: HTMLElement
  let pose: CameraPose
  let clicks: [number, number][]
  let wentHome: number
  let detach: () => void

  beforeEach(() => {
    element = document.createElement('div')
    Object.defineProperties(element, { clientWidth: { value: 800 }, clientHeight: { value: 600 } })
    element.setPointerCapture = () => {}
    document.body.append(element)
    pose = start
    clicks = []
    wentHome = 0
    detach = attachCameraInput(element, {
      pose: () => pose,
      limits: () => limits,
      steer: (wanted) => (pose = withinLimits(wanted, limits)),
      goHome: () => wentHome++,
      click: (x, y) => clicks.push([x, y]),
    })
  })
  afterEach(() => {
    detach()
    element.remove()
  })

  const point = (type: string, clientX: number, clientY: number, more: PointerEventInit = {}) =>
    element.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX, clientY, ...more }))

  it('drags the ground: pulling to the right looks farther west', () => {
    point('pointerdown', 400, 300)
    point('pointermove', 500, 300)
    point('pointerup', 500, 300)
    expect(pose.target.lonDeg).toBeLessThan(place.lonDeg)
    expect(pose.target.latDeg).toBeCloseTo(place.latDeg, 4)
    expect(clicks).toEqual([])
  })

  it('takes a press without movement for a click', () => {
    point('pointerdown', 120, 80)
    point('pointermove', 122, 81)
    point('pointerup', 122, 81)
    expect(clicks).toEqual([[120, 80]])
    expect(pose).toEqual(start)
  })

  it('turns and tilts with the right button, and a right press is no click', () => {
    point('pointerdown', 400, 300, { button: 2 })
    point('pointermove', 480, 240, { button: 2 })
    point('pointerup', 480, 240, { button: 2 })
    expect(pose.headingDeg).toBeCloseTo(18, 6)
    expect(pose.pitchDeg).toBeCloseTo(-51, 6)
    point('pointerdown', 400, 300, { button: 2 })
    point('pointerup', 400, 300, { button: 2 })
    expect(clicks).toEqual([])
  })

  it('zooms with the wheel and goes home with Home, keeping those keys from the desk', () => {
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, clientX: 400, clientY: 300, cancelable: true }))
    expect(pose.rangeM).toBeLessThan(start.rangeM)
    let reachedDesk = 0
    const count = () => reachedDesk++
    document.addEventListener('keydown', count)
    for (const key of ['Home', 'e']) element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    expect([wentHome, reachedDesk]).toEqual([1, 0])
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', ctrlKey: true, bubbles: true }))
    document.removeEventListener('keydown', count)
    expect(reachedDesk).toBe(2)
  })

  it('lets go of everything when it is detached', () => {
    detach()
    element.dispatchEvent(new WheelEvent('wheel', { deltaY: -100 }))
    point('pointerdown', 400, 300)
    point('pointerup', 400, 300)
    expect([pose, clicks]).toEqual([start, []])
  })
})
