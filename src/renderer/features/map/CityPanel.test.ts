import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createI18n } from 'vue-i18n'
import { CityPanel, mapMessages } from './index'
import type { AlertMark } from './marks'
import { alertMark, baseMapFile, city, gaugeMark, place, wardsFile } from './testing/mapBuilders'
import { recordingContext } from './testing/recordingContext'

/** A machine without WebGL: what must work everywhere is shown here, the 3D ground in the end-to-end tests. */
describe('CityPanel without WebGL', () => {
  let recording: ReturnType<typeof recordingContext>
  let panel: VueWrapper | undefined

  beforeEach(() => {
    recording = recordingContext()
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(((kind: string) =>
      kind === '2d' ? recording.context : null) as HTMLCanvasElement['getContext'])
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.stubGlobal('fetch', (url: string) => Promise.resolve(Response.json(url.endsWith('wards.geojson') ? wardsFile : baseMapFile)))
  })
  afterEach(() => {
    panel?.unmount()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  async function open(more: { marks?: AlertMark[]; interactive?: boolean; language?: 'vi' | 'en' } = {}) {
    const language = more.language ?? 'vi'
    const messages = { vi: { map: mapMessages.vi }, en: { map: mapMessages.en } }
    panel = mount(CityPanel, {
      attachTo: document.body,
      global: { plugins: [createI18n({ legacy: false, locale: language, messages })] },
      props: {
        city,
        cityPath: '/city',
        viewpointId: 'whole-city',
        marks: more.marks ?? [],
        gauges: [gaugeMark({ place: { lonDeg: 107.07, latDeg: 16.8 } })],
        selectedId: null,
        interactive: more.interactive ?? true,
        language,
        remembered: '',
        shownAtMs: null,
        answer: null,
      },
    })
    await vi.waitFor(() => expect(panel!.emitted('ready')).toHaveLength(1))
    return panel
  }

  /** Resolves when the canvas has been drawn again after something was done. */
  async function redrawn(action: () => unknown): Promise<void> {
    await flushPromises()
    const before = recording.drawn.length
    await action()
    await vi.waitFor(() => expect(recording.drawn.length).toBeGreaterThan(before))
  }

  it('shows the flat map with its names, and says that it is flat, drawn and whose data it is', async () => {
    const shown = await open()
    expect(shown.attributes('data-mode')).toBe('plan')
    expect(shown.emitted('ready')).toHaveLength(1)
    expect(shown.text()).toContain('Không dựng được hình 3D: đang hiển thị bản đồ phẳng')
    expect(shown.text()).toContain('Dữ liệu minh họa')
    expect(shown.text()).toContain('© OpenStreetMap contributors')
    expect(recording.texts()).toEqual(expect.arrayContaining(['PHƯỜNG ĐÔNG HÀ', 'Sông Hiếu', 'QL.1', '2,94 m']))
  })

  it('speaks English', async () => {
    const shown = await open({ language: 'en' })
    expect(shown.text()).toContain('Illustrative data')
    expect(shown.attributes('aria-label')).toBe('Map of Đông Hà')
    expect(recording.texts()).toContain('Hiếu River')
  })

  it('shows an alert that arrives, and selects it with a click', async () => {
    const shown = await open()
    await redrawn(() => shown.setProps({ marks: [alertMark('a', { severity: 'critical', title: 'Vượt BĐ3', place })] }))
    expect(recording.texts()).toContain('Vượt BĐ3')
    click(shown.element, 400, 300)
    click(shown.element, 40, 40)
    expect(shown.emitted('select')).toEqual([['a'], [null]])
  })

  it('goes to a viewpoint and to a place when told to', async () => {
    const shown = await open({ marks: [alertMark('a', { place: { lonDeg: 107.11, latDeg: 16.83 } })] })
    await redrawn(() => shown.setProps({ viewpointId: 'bridge' }))
    click(shown.element, 400, 300)
    expect(shown.emitted('select')).toEqual([['a']])
    await redrawn(() => (shown.vm as unknown as { flyTo(at: typeof place): void }).flyTo(place))
    click(shown.element, 400, 300)
    expect(shown.emitted('select')).toEqual([['a'], [null]])
  })

  it('takes no hand and no focus on a wall', async () => {
    const shown = await open({ marks: [alertMark('a')], interactive: false })
    click(shown.element, 400, 300)
    expect(shown.emitted('select')).toBeUndefined()
    expect(shown.attributes('tabindex')).toBeUndefined()
  })

  it('still shows alerts when the base map cannot be read, and says so', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 404 })))
    const shown = await open({ marks: [alertMark('a', { severity: 'critical', title: 'Vượt BĐ3' })] })
    expect(shown.text()).toContain('Không đọc được dữ liệu nền bản đồ')
    expect(recording.texts()).toContain('Vượt BĐ3')
  })
})

function click(element: Element, clientX: number, clientY: number): void {
  ;(element as HTMLElement).setPointerCapture = () => {}
  for (const type of ['pointerdown', 'pointerup'])
    element.dispatchEvent(new PointerEvent(type, { pointerId: 1, button: 0, clientX, clientY }))
}
