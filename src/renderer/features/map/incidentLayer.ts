import { toWorld } from './ellipsoid'
import { boxesAround, type Occupancy } from './labelPlacement'
import type { LayerPaint, LiveLayer } from './liveLayer'
import type { AlertMark } from './marks'
import { drawPlate } from './plate'
import { projectPoint, type ScreenPoint } from './projection'

type Handled = AlertMark & { owner: string }
type Drawn = ScreenPoint & { mark: Handled }

// More names than these hide the city.
const mostNames = 40
const reachPx = 16

/**
 * What the room is dealing with: alerts that go on and that somebody has been given, with who that is. The log knows no incidents of
 * several alerts yet; until it does, each is one.
 */
export function createIncidentLayer(marks: () => readonly AlertMark[]): LiveLayer {
  let drawn: Drawn[] = []
  return {
    id: 'incidents',
    paint(paint) {
      drawn = marks()
        .filter((mark): mark is Handled => mark.owner !== undefined && !mark.cleared)
        .flatMap((mark) => placed(paint, mark))
        // The nearer lies on top.
        .sort((a, b) => b.depthM - a.depthM)
      for (const each of drawn) paintBrackets(paint, each)
    },
    write(paint, occupied) {
      for (const each of drawn.slice(-mostNames).toReversed()) writeOwner(paint, each, occupied)
    },
    pick(x, y) {
      const hit = drawn.findLast((each) => Math.hypot(each.x - x, each.y - y) <= reachPx)
      return hit === undefined ? null : { layer: 'incidents', id: hit.mark.id }
    },
  }
}

function placed({ view, groundM }: LayerPaint, mark: Handled): Drawn[] {
  if (mark.place === null) return []
  const { lonDeg, latDeg } = mark.place
  const at = projectPoint(view, toWorld(lonDeg, latDeg, groundM(lonDeg, latDeg)))
  return at === undefined || at.x < 0 || at.y < 0 || at.x > view.widthPx || at.y > view.heightPx ? [] : [{ ...at, mark }]
}

// Four corners around the foot: a form that no severity has.
function paintBrackets({ context, palette }: LayerPaint, { x, y, mark }: Drawn): void {
  const scale = palette.textScale
  const [half, arm] = [13 * scale, 6 * scale]
  context.save()
  context.strokeStyle = mark.drill ? palette.drill : palette.text
  context.lineWidth = 2 * scale
  context.beginPath()
  for (const side of [-1, 1])
    for (const end of [-1, 1]) {
      context.moveTo(x + side * (half - arm), y + end * half)
      context.lineTo(x + side * half, y + end * half)
      context.lineTo(x + side * half, y + end * (half - arm))
    }
  context.stroke()
  context.restore()
}

function writeOwner({ context, text, palette }: LayerPaint, { x, y, mark }: Drawn, occupied: Occupancy): void {
  const scale = palette.textScale
  const style = { weight: 600, sizePx: 11 * scale } as const
  const pad = 6 * scale
  const box = occupied.takeFirstFree(boxesAround(x, y, 16 * scale, text.width(mark.owner, style) + 2 * pad, 20 * scale))
  if (box === undefined) return
  drawPlate(context, box, palette, mark.drill ? palette.drill : palette.mutedText)
  text.draw(mark.owner, box.x + pad, box.y + box.height / 2, style, palette.text)
}
