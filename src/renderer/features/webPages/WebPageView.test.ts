import type { MainCallInput } from '#shared/contract/ipc'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import WebPageView from './WebPageView.vue'
import { useWebPagesStore } from './webPagesStore'

const props = { url: 'https://mua.example.invalid/ban-do', name: 'Lượng mưa', wallSafe: true, covered: false }

describe('a web page on the wall', () => {
  let shown: MainCallInput<'web.show'>[] = []
  let hidden: string[] = []

  beforeEach(() => {
    shown = []
    hidden = []
    setActivePinia(createPinia())
    vi.stubGlobal('room', {
      call: async (name: string, input: unknown) => {
        if (name === 'web.show') shown.push(input as MainCallInput<'web.show'>)
        if (name === 'web.hide') hidden.push(input as string)
        return { ok: true, value: null }
      },
      onPush: () => () => undefined,
    })
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(10, 40.4, 800, 600))
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    document.body.replaceChildren()
  })

  const open = (changes: Partial<typeof props> = {}) => mountInWindow(WebPageView, { props: { ...props, ...changes } })
  async function become(state: 'shown' | 'failed' | 'blocked', reason = ''): Promise<void> {
    useWebPagesStore().take({ id: shown[0]!.id, state, reason })
    await nextTick()
  }

  it('is asked for where the tile is, and seen only once it is there', async () => {
    const tile = open()
    expect(shown.map(({ bounds, visible }) => ({ bounds, visible }))).toEqual([
      { bounds: { x: 10, y: 40, width: 800, height: 600 }, visible: false },
    ])
    expect(tile.text()).toContain('Đang tải')
    await become('shown')
    expect(shown.at(-1)?.visible).toBe(true)
    expect(tile.text()).toMatch(/Lượng mưa.*mua\.example\.invalid · tải lúc/)
    tile.unmount()
    expect(hidden).toEqual([shown[0]!.id])
  })

  it('gives way to what the window itself has to show there', async () => {
    const tile = open()
    await become('shown')
    await tile.setProps({ covered: true })
    expect(shown.at(-1)?.visible).toBe(false)
  })

  it('says why it failed and that it is tried again, or that it is on no list', async () => {
    const tile = open({ wallSafe: false })
    expect(tile.text()).toContain('có thể có dữ liệu cá nhân')
    await become('failed', 'ERR_NAME_NOT_RESOLVED')
    expect(tile.get('[role=alert]').text()).toContain('ERR_NAME_NOT_RESOLVED')
    expect(tile.text()).toContain('30 giây')
    expect(shown.at(-1)?.visible).toBe(false)
    await become('blocked')
    expect(tile.get('[role=alert]').text()).toContain('mua.example.invalid không có trong danh sách')
  })
})
