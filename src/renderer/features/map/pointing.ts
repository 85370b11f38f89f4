import type { Pointed, PointingTask } from '#shared/contract/answerLayer'
import type { GeoPoint } from '#shared/contract/geo'
import { toWorld } from './ellipsoid'
import type { LayerPaint, LiveLayer } from './liveLayer'
import { projectPoint } from './projection'

/** A task of pointing under way: what was pointed at so far. */
export type Pointing = { task: PointingTask; places: readonly GeoPoint[] }

const fewestCorners: Record<PointingTask, number> = { point: 1, polygon: 3, line: 2 }
/** More corners than this say nothing more, and are slow to ask about. */
export const mostCorners = 200

/** The task with one more place; a single point is done with it, the others when they are ended. */
export function withPlace({ task, places }: Pointing, place: GeoPoint): { next: Pointing; done: boolean } {
  const next = { task, places: places.length >= mostCorners ? places : [...places, place] }
  return { next, done: task === 'point' }
}

/** The task without its last place. */
export function withoutLast({ task, places }: Pointing): Pointing {
  return { task, places: places.slice(0, -1) }
}

/** What was pointed at; undefined while too little of it was. */
export function finished({ task, places }: Pointing): Pointed | undefined {
  return places.length < fewestCorners[task] ? undefined : { task, places }
}

/** Draws what was pointed at so far and, for those who point by keys, the cross in the middle that stands for the hand. */
export function createPointingLayer(pointing: () => Pointing | null): LiveLayer {
  return {
    id: 'pointing',
    paint({ context, view, palette, groundM }: LayerPaint) {
      const now = pointing()
      if (now === null) return
      const corners = now.places.flatMap(({ lonDeg, latDeg }) => projectPoint(view, toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg))) ?? [])
      const scale = palette.textScale
      context.save()
      context.strokeStyle = palette.accent
      context.fillStyle = palette.accent
      context.lineWidth = 2 * scale
      context.beginPath()
      corners.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
      if (now.task === 'polygon') context.closePath()
      context.stroke()
      if (now.task === 'polygon') {
        context.globalAlpha = 0.15
        context.fill()
        context.globalAlpha = 1
      }
      for (const { x, y } of corners) {
        context.beginPath()
        context.arc(x, y, 4 * scale, 0, 2 * Math.PI)
        context.fill()
      }
      const [middleX, middleY] = [view.widthPx / 2, view.heightPx / 2]
      context.strokeStyle = palette.text
      context.lineWidth = 1.5 * scale
      context.beginPath()
      context.moveTo(middleX - 12 * scale, middleY)
      context.lineTo(middleX + 12 * scale, middleY)
      context.moveTo(middleX, middleY - 12 * scale)
      context.lineTo(middleX, middleY + 12 * scale)
      context.stroke()
      context.restore()
    },
  }
}
