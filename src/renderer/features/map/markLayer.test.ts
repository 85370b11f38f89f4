import { describe, expect, it } from 'vitest'
import { viewOf } from './cameraPose'
import { createCanvasText } from './canvasText'
import { offsetPlace, worldOf } from './ellipsoid'
import { flatGround } from './groundHeights'
import { drawOverlay, pickTarget, type Overlay } from './markLayer'
import { alertMark, gaugeMark, palette, place } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

const view = viewOf({ target: place, rangeM: 6_000, headingDeg: 0, pitchDeg: -70 }, 800, 600)
const area = { description: '', polygons: [], circles: [{ centre: place, radiusM: 600 }], geocodes: [] }

function draw(more: Partial<Overlay>) {
  const recording = recordingContext()
  const overlay: Overlay = {
    view,
    marks: [],
    gauges: [],
    labels: [],
    selectedId: null,
    pulseOn: false,
    drillWord: 'DIỄN TẬP',
    reserved: [],
    palette,
    groundM: flatGround,
    ...more,
  }
  const targets = drawOverlay(
    recording.context,
    createCanvasText(recording.context, () => palette),
    overlay,
  )
  return { ...recording, targets }
}
const filledWith = (drawn: ReturnType<typeof draw>['drawn'], colour: string) =>
  drawn.filter(({ call, fillStyle }) => call === 'fill' && fillStyle === colour)

describe('drawOverlay', () => {
  it('draws a mark above its place, in the colour of its severity', () => {
    const { targets, drawn } = draw({ marks: [alertMark('a', { severity: 'high' })] })
    expect(targets).toHaveLength(1)
    expect(targets[0]!.x).toBeCloseTo(400, 0)
    expect(targets[0]!.footY).toBeCloseTo(300, 0)
    expect(targets[0]!.y).toBeLessThan(targets[0]!.footY)
    expect(filledWith(drawn, palette.severity.high).length).toBeGreaterThan(0)
  })

  it('draws an acknowledged mark hollow and a cleared one dimmed', () => {
    const shape = (drawn: ReturnType<typeof draw>['drawn']) => drawn.filter(({ call }) => call === 'fill').at(-1)!
    expect(shape(draw({ marks: [alertMark('a')] }).drawn)).toMatchObject({ fillStyle: palette.severity.medium, globalAlpha: 1 })
    expect(shape(draw({ marks: [alertMark('a', { acknowledged: true })] }).drawn).fillStyle).toBe(palette.surface)
    expect(shape(draw({ marks: [alertMark('a', { cleared: true })] }).drawn).globalAlpha).toBeLessThan(0.5)
  })

  it('writes the title of the selected and of a pressing alert, and the word of a drill', () => {
    const marks = [
      alertMark('plain', { title: 'Ngập đường' }),
      alertMark('pressing', { title: 'Vượt BĐ3', severity: 'critical', place: offsetPlace(place, 1_500, 0), drill: true }),
    ]
    expect(draw({ marks }).texts()).toEqual(['DIỄN TẬP', 'Vượt BĐ3'])
    expect(draw({ marks, selectedId: 'plain' }).texts()).toContain('Ngập đường')
  })

  it('shortens a title that would fill the picture', () => {
    const title = 'Mực nước sông Hiếu tại trạm Đông Hà vượt báo động 3 và còn tiếp tục lên trong những giờ tới'
    const [written] = draw({ marks: [alertMark('a', { title })], selectedId: 'a' }).texts()
    expect(written!.endsWith('…')).toBe(true)
    expect(title.startsWith(written!.slice(0, -1))).toBe(true)
  })

  it('rings a pressing alert only in the bright half of the pulse', () => {
    const strokes = (pulseOn: boolean, acknowledged: boolean) =>
      draw({ marks: [alertMark('a', { severity: 'critical', acknowledged })], pulseOn }).drawn.filter(({ call }) => call === 'stroke')
        .length
    expect(strokes(true, false)).toBe(strokes(false, false) + 1)
    expect(strokes(true, true)).toBe(strokes(false, true))
  })

  it('draws areas without a place, but gives them no mark to click', () => {
    const { drawn, targets } = draw({ marks: [alertMark('a', { place: null, areas: [area] })] })
    expect(targets).toEqual([])
    expect(filledWith(drawn, palette.severity.medium)).toHaveLength(1)
    expect(filledWith(drawn, palette.severity.medium)[0]!.globalAlpha).toBeLessThan(0.3)
  })

  it('shows the area of a cleared alert only while it is selected', () => {
    const marks = [alertMark('a', { place: null, areas: [area], cleared: true })]
    expect(filledWith(draw({ marks }).drawn, palette.severity.medium)).toHaveLength(0)
    expect(filledWith(draw({ marks, selectedId: 'a' }).drawn, palette.severity.medium)).toHaveLength(1)
  })

  it('shows nothing of an alert on the other side of the Earth', () => {
    const far = { lonDeg: -72.9, latDeg: -16.8 }
    const there = { ...area, circles: [{ centre: far, radiusM: 50_000 }] }
    const { drawn, targets } = draw({ marks: [alertMark('a', { place: far, areas: [there] })] })
    expect(targets).toEqual([])
    expect(drawn.filter(({ call }) => call === 'fill' || call === 'stroke')).toEqual([])
  })

  it('writes how many alerts of each severity stand together', () => {
    const marks = [alertMark('a', { severity: 'high' }), alertMark('b'), alertMark('c'), alertMark('d', { severity: 'low' })]
    expect(draw({ marks }).texts()).toEqual(['1', '2', '1'])
  })

  it('writes the level of a gauge, struck through once it is stale', () => {
    const strikes = (stale: boolean) => {
      const { drawn, texts } = draw({ gauges: [gaugeMark({ stale, level: 0 })] })
      expect(texts()).toEqual(['Đông Hà', '2,94 m'])
      return drawn.filter(({ call }) => call === 'fillRect').length
    }
    expect([strikes(false), strikes(true)]).toEqual([0, 1])
  })

  it('lets the plate of a gauge step aside for alerts rather than cover one', () => {
    const alone = draw({ gauges: [gaugeMark()] })
    const crowded = draw({ gauges: [gaugeMark()], marks: [alertMark('a', { place: offsetPlace(place, 250, 0) })] })
    const plate = ({ drawn }: typeof alone) => drawn.find(({ call }) => call === 'roundRect')!.arguments as number[]
    const [x, , width] = plate(crowded) as [number, number, number]
    const shape = crowded.targets[0]!
    expect(plate(crowded)).not.toEqual(plate(alone))
    expect(shape.x < x || shape.x > x + width).toBe(true)
    const full = [{ x: 0, y: 0, width: 800, height: 600 }]
    expect(draw({ gauges: [gaugeMark()], reserved: full }).texts()).toEqual([])
  })

  it('fills the staff by the warning levels reached', () => {
    const steps = (level: number) => draw({ gauges: [gaugeMark({ level })] }).drawn.filter(({ call }) => call === 'fillRect').length
    expect([steps(0), steps(1), steps(3), steps(9)]).toEqual([0, 1, 3, 3])
  })

  it('writes a name of the base map only where nothing live stands', () => {
    const label = { kind: 'ward', text: 'PHƯỜNG', maximumMetresPerPixel: 40, repeats: 1, spacingPx: 0 } as const
    const anchors = [worldOf(place)]
    expect(draw({ labels: [{ ...label, anchors }] }).texts()).toEqual(['PHƯỜNG'])
    expect(draw({ labels: [{ ...label, anchors }], marks: [alertMark('a')] }).texts()).toEqual([])
    expect(draw({ labels: [{ ...label, anchors }], reserved: [{ x: 300, y: 250, width: 200, height: 100 }] }).texts()).toEqual([])
    expect(draw({ labels: [{ ...label, maximumMetresPerPixel: 2, anchors }] }).texts()).toEqual([])
  })
})

describe('pickTarget', () => {
  const targets = [
    { ids: ['a', 'b', 'c'], x: 100, y: 100, footY: 126, radiusPx: 10 },
    { ids: ['d'], x: 130, y: 100, footY: 126, radiusPx: 10 },
  ]

  it('takes the nearest shape or stem within reach, and nothing beyond', () => {
    expect(pickTarget(targets, 104, 97, null)).toBe('a')
    expect(pickTarget(targets, 128, 104, null)).toBe('d')
    expect(pickTarget(targets, 131, 122, null)).toBe('d')
    expect(pickTarget(targets, 300, 300, null)).toBeNull()
  })

  it('goes through the alerts of a cluster, one a click', () => {
    expect(pickTarget(targets, 100, 100, 'a')).toBe('b')
    expect(pickTarget(targets, 100, 100, 'c')).toBe('a')
    expect(pickTarget(targets, 100, 100, 'elsewhere')).toBe('a')
  })
})
