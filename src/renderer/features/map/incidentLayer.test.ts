import { expect, it } from 'vitest'
import { viewOf } from './cameraPose'
import { createCanvasText } from './canvasText'
import { flatGround } from './groundHeights'
import { createIncidentLayer } from './incidentLayer'
import { createOccupancy } from './labelPlacement'
import type { AlertMark } from './marks'
import { alertMark, palette, place } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

const view = viewOf({ target: place, rangeM: 3_000, headingDeg: 0, pitchDeg: -60 }, 800, 600)

function draw(...marks: AlertMark[]) {
  const { context, drawn, texts } = recordingContext()
  const layer = createIncidentLayer(() => marks)
  const paint = { context, text: createCanvasText(context, () => palette), view, palette, groundM: flatGround, language: 'vi', selected: null } as const // prettier-ignore
  layer.paint?.(paint)
  layer.write?.(paint, createOccupancy(800, 600, 3))
  return { layer, texts: texts(), strokes: drawn.filter(({ call }) => call === 'stroke') }
}

it('shows what somebody has in hand, and who; nothing of the rest', () => {
  const { texts, strokes } = draw(
    alertMark('handled', { owner: 'Công an phường' }),
    alertMark('nobody'),
    alertMark('over', { owner: 'Đội 2', cleared: true }),
    alertMark('nowhere', { owner: 'Đội 3', place: null }),
  )
  expect(texts).toEqual(['Công an phường'])
  expect(strokes.filter(({ strokeStyle }) => strokeStyle === palette.text)).toHaveLength(1)
})

it('wears the colour of an exercise in an exercise', () => {
  expect(draw(alertMark('drill', { owner: 'Đội 2', drill: true })).strokes[0]?.strokeStyle).toBe(palette.drill)
})

it('is found where it was drawn', () => {
  const { layer } = draw(alertMark('handled', { owner: 'Đội 2' }))
  expect([layer.pick?.(400, 300), layer.pick?.(440, 300)]).toEqual([{ layer: 'incidents', id: 'handled' }, null])
})
