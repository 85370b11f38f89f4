import type { TileContent } from '#shared/contract/wall'
import { useConnectionStore } from '#session/connectionStore'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import WallTileView from './WallTileView.vue'

const words = (text: string) => ({ vi: text, en: `${text} (en)` })

function open(content: TileContent) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const connection = useConnectionStore()
  connection.hasState = true
  return { tile: mountInWindow(WallTileView, { pinia, props: { content } }), connection }
}

describe('a tile of the wall', () => {
  beforeEach(() => void vi.stubGlobal('room', { call: async () => ({ ok: true, value: null }), onPush: () => () => undefined }))
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
    document.body.replaceChildren()
  })

  it.each<[TileContent, RegExp]>([
    [{ kind: 'alerts' }, /Cảnh báo/],
    [{ kind: 'handling' }, /Bảng xử lý cảnh báo/],
    [{ kind: 'gauge', gaugeId: 'gone' }, /Mực nước/],
    [{ kind: 'indicator', indicator: 'alert-rate' }, /Cảnh báo trong mỗi 10 phút/],
    [{ kind: 'domain', domain: 'education' }, /Giáo dục.*Chưa kết nối/],
    [{ kind: 'camera', cameraId: 'cam-01' }, /Đang tải/],
    [{ kind: 'text', title: words('Giao ban'), body: words('7 giờ') }, /Giao ban.*7 giờ/],
  ])('of kind %o says what it is', (content, said) => {
    expect(open(content).tile.text()).toMatch(said)
  })

  it('that lives on the line says that its figures may be old while the line is down, and no other does', async () => {
    const { tile, connection } = open({ kind: 'handling' })
    expect(tile.find('[data-stale]').exists()).toBe(true)
    connection.link = { state: 'live', sinceMs: 0, gatewayName: 'x' }
    await nextTick()
    expect(tile.find('[data-stale]').exists()).toBe(false)
    expect(open({ kind: 'clock' }).tile.find('[data-stale]').exists()).toBe(false)
  })

  it('shows the items of a sequence in turn', async () => {
    vi.useFakeTimers()
    const item = (title: string) => ({ content: { kind: 'text' as const, title: words(title), body: words('') }, dwellS: 3 })
    const { tile } = open({ kind: 'sequence', items: [item('một'), item('hai')] })
    expect(tile.text()).toContain('một')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tile.text()).toContain('hai')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(tile.text()).toContain('một')
  })
})
