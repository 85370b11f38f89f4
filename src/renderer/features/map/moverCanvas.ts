import { createCanvasText } from './canvasText'
import type { TimedWork } from './cityViewContract'
import type { GroundHeights } from './groundHeights'
import type { FeatureIdentity } from './liveLayer'
import { drawMovers, drawTrail, moverAt, writeMover } from './moverDrawing'
import { createMoverGroups } from './moverGroups'
import { createMoverSprites, type MoverSprites } from './moverSprites'
import { createMoverStore, type MoverFix } from './moverStore'
import type { Palette } from './palette'
import type { View } from './projection'

/**
 * Everything that moves, on a canvas of its own between the ground and the alerts: a step of 10,000 units draws neither the ground nor the
 * alerts again. Draws only while something moves, and never more often than can be seen.
 */
export type MoverCanvas = {
  put(fixes: readonly MoverFix[]): void
  clear(): void
  request(): void
  /** Draws within this task, together with the ground that was just drawn. */
  drawNow(): void
  resize(): void
  pick(x: number, y: number): FeatureIdentity | null
  /** The newest fix of a mover; undefined for one that is not known. */
  fixOf(id: string): MoverFix | undefined
  dispose(): void
}

type MoverSource = {
  view(): View | undefined
  palette(): Palette
  groundM: GroundHeights
  isShown(): boolean
  selected(): FeatureIdentity | null
  /** The time that is shown: now, or the time that is looked back at. */
  shownMs(): number
  /** Shortest time between two pictures while something moves. */
  intervalMs(): number
  /** What is written beside the selected one. */
  wordsFor(fix: MoverFix, isStale: boolean): string
  failed(error: unknown): void
  timed: TimedWork
}

const reachPx = 16
// A burst is spread over so many pictures, and at least so many fixes are taken in each.
const pictures = 5
const smallestShare = 200
// A unit that has been silent this long is no longer on the picture; its last place is in the list of units.
const forgottenAfterMs = 15 * 60_000

export function createMoverCanvas(canvas: HTMLCanvasElement, source: MoverSource): MoverCanvas {
  const context = canvas.getContext('2d')
  const text = context === null ? undefined : createCanvasText(context, source.palette)
  const store = createMoverStore(source.groundM)
  const groups = createMoverGroups()
  let sprites: MoverSprites | undefined
  let spritesFor: Palette | undefined
  let animation: number | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let drawnAtMs = Number.NEGATIVE_INFINITY
  let isEmpty = true
  let backlog: MoverFix[] = []
  let share = 0
  let isBroken = false

  function drawNow(): void {
    const view = source.view()
    if (context === null || text === undefined || isBroken || view === undefined || view.widthPx === 0) return
    drawnAtMs = performance.now()
    try {
      source.timed('movers', () => draw(context, text, view))
    } catch (error) {
      isBroken = true
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, canvas.width, canvas.height)
      source.failed(error)
      return
    }
    if ((store.moving || backlog.length > 0) && source.isShown()) request()
  }

  // Thousands of fixes at once are taken over a few pictures: nobody sees them before one and a half periods have passed.
  function takeShare(): void {
    store.put(backlog.splice(0, share))
  }

  function draw(onto: CanvasRenderingContext2D, words: NonNullable<typeof text>, view: View): void {
    const isShown = source.isShown() && (store.size > 0 || backlog.length > 0)
    if (isEmpty && !isShown) return
    const ratio = canvas.width / view.widthPx
    onto.setTransform(1, 0, 0, 1, 0, 0)
    onto.clearRect(0, 0, canvas.width, canvas.height)
    isEmpty = !isShown
    if (!isShown) return
    onto.setTransform(ratio, 0, 0, ratio, 0, 0)
    const palette = source.palette()
    if (sprites === undefined || spritesFor !== palette) {
      sprites = createMoverSprites(palette, ratio)
      spritesFor = palette
    }
    takeShare()
    store.forgetBefore(source.shownMs() - forgottenAfterMs)
    store.moveTo(source.shownMs())
    const selected = source.selected()
    const row = selected?.layer === 'units' ? store.rowOf(selected.id) : -1
    groups.place(store, view, row)
    if (row >= 0) drawTrail(onto, view, store, row, source.groundM, palette)
    drawMovers(onto, view, store, groups, sprites, row, palette)
    if (row >= 0 && groups.rows.subarray(0, groups.count).includes(row))
      writeMover(onto, words, groups.x[row]!, groups.y[row]!, source.wordsFor(store.fixOf(row), store.at.stale[row] === 1), palette)
  }

  function request(): void {
    if (waiting !== undefined || animation !== undefined) return
    const waitMs = Math.max(0, drawnAtMs + source.intervalMs() - performance.now())
    waiting = setTimeout(() => {
      waiting = undefined
      animation = requestAnimationFrame(() => {
        animation = undefined
        drawNow()
      })
    }, waitMs)
  }

  return {
    put(fixes) {
      for (const fix of fixes) backlog.push(fix)
      share = Math.max(smallestShare, Math.ceil(backlog.length / pictures))
      // Nobody looks: taken at once, so that nothing gathers.
      if (source.isShown()) request()
      else store.put(backlog.splice(0))
    },
    clear() {
      store.clear()
      backlog = []
      request()
    },
    request,
    drawNow,
    resize() {
      const ratio = Math.min(globalThis.devicePixelRatio || 1, 2)
      canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio))
      canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio))
      sprites = undefined
      drawNow()
    },
    pick(x, y) {
      if (!source.isShown()) return null
      const row = moverAt(groups, x, y, reachPx)
      return row < 0 ? null : { layer: 'units', id: store.fixOf(row).id }
    },
    fixOf(id) {
      const row = store.rowOf(id)
      return row < 0 ? undefined : store.fixOf(row)
    },
    dispose() {
      clearTimeout(waiting)
      if (animation !== undefined) cancelAnimationFrame(animation)
    },
  }
}
