import type { CityManifest } from '#shared/contract/city'
import type { WindowDescription } from '#shared/contract/ipc'
import { useWindowStore } from '#session/windowStore'
import { mountInWindow } from '#test/builders/mountBuilder'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import CamerasView from './CamerasView.vue'

const camera = (id: string) => ({
  id,
  name: { vi: `Máy ${id}`, en: `Camera ${id}` },
  place: { lonDeg: 107.1, latDeg: 16.8 },
  mountHeightM: 8,
  headingDeg: 313,
  pitchDeg: -10,
  horizontalFieldOfViewDeg: 58,
  rangeM: 160,
  steerable: false,
  source: 'khảo sát 2024',
  licence: '',
  synthetic: id === 'a',
})

async function open(answer: () => Response, cameraIds: string[], language: 'vi' | 'en' = 'vi') {
  vi.stubGlobal('fetch', async () => answer())
  const pinia = createPinia()
  setActivePinia(pinia)
  useWindowStore().description = {
    cityPath: '/city-data',
    city: { files: { cameras: 'cameras.json' } } as CityManifest,
  } as WindowDescription
  const shown = mountInWindow(CamerasView, { pinia, language, props: { cameraIds } })
  const before = shown.text()
  await flushPromises()
  return { shown, before }
}
const list = () => Response.json({ schema: 1, cameras: [camera('a'), camera('b')] })

describe('cameras on the wall', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    document.body.replaceChildren()
  })

  it('say that no picture is connected, what they look at, and whether they are made up', async () => {
    const { shown, before } = await open(list, ['a', 'b'])
    expect(before).toContain('Đang tải')
    const [one, other] = shown.findAll('[data-camera]')
    expect(one!.text()).toContain('Máy a')
    expect(one!.text()).toContain('Chưa kết nối nguồn hình')
    expect(one!.text()).toContain('hướng 313°')
    expect(one!.text()).toContain('minh họa')
    expect(other!.text()).toContain('khảo sát 2024')
    expect(other!.text()).not.toContain('minh họa')
    expect(shown.find('img, video').exists()).toBe(false)
  })

  it('are named in the language of the wall, and one that the city does not have is told', async () => {
    const { shown } = await open(list, ['b', 'gone'], 'en')
    expect(shown.text()).toContain('Camera b')
    expect(shown.get('[data-unknown=gone]').text()).toContain('gone')
  })

  it('say why their list could not be read', async () => {
    const { shown } = await open(() => new Response('', { status: 404 }), ['a'])
    expect(shown.get('[role=alert]').text()).toContain('cameras.json: HTTP 404')
  })
})
