import type { Facility } from '#shared/contract/cityParts'
import type { GeoPoint } from '#shared/contract/geo'
import type { Language } from '#shared/contract/ipc'
import { toWorld } from './ellipsoid'
import { boxesAround, type Occupancy } from './labelPlacement'
import type { FeatureIdentity, LayerPaint, LiveLayer } from './liveLayer'
import type { LayerId } from './layerSettings'
import { metresPerPixel, projectPoint, type ScreenPoint } from './projection'

type Thing = { id: string; place: GeoPoint; name: { vi: string; en: string } }
type Drawn<T> = ScreenPoint & { thing: T }

const reachPx = 14
const nameMetresPerPixel = 7
const mostNames = 60

/** Places that matter in an emergency, each with a sign of its kind and, near by, its name. */
export function createFacilityLayer(facilities: readonly Facility[]): LiveLayer {
  return placeLayer('facilities', facilities, ({ context, text, palette }, { thing, x, y }) => {
    const side = 15 * palette.textScale
    context.beginPath()
    context.roundRect(x - side / 2, y - side / 2, side, side, 3 * palette.textScale)
    context.fillStyle = palette.surface
    context.fill()
    context.strokeStyle = palette.label
    context.lineWidth = 1.2
    context.setLineDash(thing.synthetic ? [2.5, 2] : [])
    context.stroke()
    context.setLineDash([])
    const style = { weight: 700, sizePx: 10 * palette.textScale } as const
    const letter = signs[thing.kind]
    text.draw(letter, x - text.width(letter, style) / 2, y, style, palette.text)
  })
}

/** Things that stand at a place, as a layer: the nearer drawn over the farther, named where there is room, found by the hand. */
export function placeLayer<T extends Thing>(
  id: LayerId,
  things: readonly T[],
  draw: (paint: LayerPaint, drawn: Drawn<T>) => void,
): LiveLayer {
  let drawn: Drawn<T>[] = []
  return {
    id,
    paint(paint) {
      const { view, groundM, context, palette, selected } = paint
      drawn = []
      for (const thing of things) {
        const { lonDeg, latDeg } = thing.place
        const at = projectPoint(view, toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg)))
        if (at === undefined || at.x < 0 || at.y < 0 || at.x > view.widthPx || at.y > view.heightPx) continue
        drawn.push({ ...at, thing })
      }
      // The nearer lies on top.
      drawn.sort((a, b) => b.depthM - a.depthM)
      for (const each of drawn) {
        draw(paint, each)
        if (selected?.layer !== id || selected.id !== each.thing.id) continue
        context.beginPath()
        context.arc(each.x, each.y, 12 * palette.textScale, 0, 2 * Math.PI)
        context.strokeStyle = palette.text
        context.lineWidth = 2 * palette.textScale
        context.stroke()
      }
    },
    write(paint, occupied) {
      const near = drawn.filter(({ depthM }) => metresPerPixel(paint.view, depthM) <= nameMetresPerPixel)
      for (const each of near.slice(-mostNames).toReversed()) writeName(paint, each, paint.language, occupied)
    },
    pick: (x, y): FeatureIdentity | null => {
      const hit = drawn.findLast((each) => Math.hypot(each.x - x, each.y - y) <= reachPx)
      return hit === undefined ? null : { layer: id, id: hit.thing.id }
    },
  }
}

function writeName({ text, palette }: LayerPaint, { x, y, thing }: Drawn<Thing>, language: Language, occupied: Occupancy): void {
  const style = { weight: 500, sizePx: 11 * palette.textScale } as const
  const width = text.width(thing.name[language], style)
  const box = occupied.takeFirstFree(boxesAround(x, y, 11 * palette.textScale, width, style.sizePx * 1.3))
  if (box !== undefined) text.draw(thing.name[language], box.x, box.y + box.height / 2, style, palette.label, palette.land)
}

const signs: Record<Facility['kind'], string> = {
  hospital: '✚',
  clinic: '+',
  school: 'T',
  shelter: '⌂',
  police: '★',
  'fire-station': '♦',
  government: '⚑',
  'pump-station': '≈',
  substation: 'ϟ',
  market: 'C',
  fuel: 'X',
  other: '•',
}
