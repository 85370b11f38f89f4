import type { Pointed, PointingTask } from '#shared/contract/answerLayer'
import type { GeoPoint } from '#shared/contract/geo'
import type { GroundHeights } from './groundHeights'
import { finished, withoutLast, withPlace, type Pointing } from './pointing'
import { placeAt, type View } from './projection'

/** The hand while a question asks it for places: clicks and, for those who use no mouse, the cross in the middle with Space and Enter. */
export type PointingHand = {
  pointing(): Pointing | null
  /** Begins a task; null gives the present one up without a word. */
  start(task: PointingTask | null): void
  /** Takes a click when there is a task; false when it is none of ours. */
  takes(x: number, y: number): boolean
  dispose(): void
}

type HandOptions = {
  view(): View | undefined
  groundM: GroundHeights
  changed(): void
  /** What was pointed at; null when it was given up by Escape. */
  done(pointed: Pointed | null): void
}

export function createPointingHand(root: HTMLElement, { view, groundM, changed, done }: HandOptions): PointingHand {
  const listeners = new AbortController()
  let pointing: Pointing | null = null

  function point(x: number, y: number): void {
    const seen = view()
    const place: GeoPoint | undefined = seen && placeAt(seen, x, y, groundM)
    if (pointing === null || place === undefined) return
    const taken = withPlace(pointing, place)
    pointing = taken.next
    changed()
    if (taken.done) end()
  }

  function end(): void {
    const pointed = pointing === null ? undefined : finished(pointing)
    if (pointed === undefined) return
    pointing = null
    changed()
    done(pointed)
  }

  function onKey(event: KeyboardEvent): void {
    if (pointing === null) return
    if (event.key === 'Escape') {
      pointing = null
      done(null)
    } else if (event.key === 'Backspace') pointing = withoutLast(pointing)
    else if (event.key === ' ' || (event.key === 'Enter' && pointing.task === 'point')) point(root.clientWidth / 2, root.clientHeight / 2)
    else if (event.key === 'Enter') end()
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
    changed()
  }
  // Before the keys that steer the camera.
  root.addEventListener('keydown', onKey, { capture: true, signal: listeners.signal })
  root.addEventListener('dblclick', end, { signal: listeners.signal })

  return {
    pointing: () => pointing,
    start(task) {
      pointing = task === null ? null : { task, places: [] }
      changed()
    },
    takes(x, y) {
      if (pointing === null) return false
      point(x, y)
      return true
    },
    dispose: () => listeners.abort(),
  }
}
