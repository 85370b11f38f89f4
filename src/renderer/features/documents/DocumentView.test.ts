import type { ContentPush } from '#shared/contract/contentPort'
import type { WindowCall } from '#shared/contract/stationPort'
import type { PlainContent } from '#shared/contract/wall'
import { portMessageType } from '#shared/contract/channels'
import { connectStation } from '#session/bridge'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import DocumentView from './DocumentView.vue'
import { useDocumentsStore } from './documentsStore'

type Asked = Extract<WindowCall, { kind: 'content' }>
const sha256 = 'a'.repeat(64)
const content = (changes: Partial<Extract<PlainContent, { kind: 'document' }>> = {}) => ({
  kind: 'document' as const,
  document: { sha256, name: 'sơ đồ.png', mediaType: 'image/png' as const, bytes: 3 },
  pageDwellS: 10,
  wallSafe: true,
  ...changes,
})

describe('a document on the wall', () => {
  let asked: Asked[] = []
  let disconnect = (): void => undefined

  beforeEach(() => {
    vi.useFakeTimers()
    asked = []
    setActivePinia(createPinia())
    vi.stubGlobal('room', { call: async () => ({ ok: true, value: null }), onPush: () => () => undefined })
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:here', revokeObjectURL: vi.fn() }))
    disconnect = connectStation(() => undefined)
    const event = new MessageEvent('message', { data: { type: portMessageType } })
    const port = { postMessage: (call: Asked) => asked.push(call), addEventListener: () => undefined, close: () => undefined }
    Object.defineProperties(event, { ports: { value: [port] }, source: { value: window } })
    window.dispatchEvent(event)
  })
  afterEach(() => {
    disconnect()
    vi.useRealTimers()
    vi.unstubAllGlobals()
    document.body.replaceChildren()
  })

  const open = (props = content()) => mountInWindow(DocumentView, { props: { content: props } })
  async function answer(result: Extract<ContentPush, { kind: 'content' }>['result']): Promise<void> {
    useDocumentsStore().take({ kind: 'content', id: asked.at(-1)!.id, result })
    await nextTick()
  }
  const picture = { ok: true as const, value: { mediaType: 'image/png' as const, data: new Uint8Array([1, 2, 3]) } }

  it('says that it is loading, how far it is, and is shown once its bytes are here', async () => {
    const tile = open()
    expect(asked.map((each) => each.sha256)).toEqual([sha256])
    expect(tile.text()).toContain('Đang tải')
    const transfer = { sha256, direction: 'down' as const, state: 'moving' as const, doneBytes: 1, totalBytes: 4 }
    useDocumentsStore().take({ kind: 'transfers', transfers: [transfer] })
    await nextTick()
    expect(tile.text()).toContain('25')
    await answer(picture)
    expect(tile.get('img').attributes('src')).toBe('blob:here')
    expect(tile.text()).not.toContain('dữ liệu cá nhân')
  })

  it('says why it cannot be had, and asks again by itself', async () => {
    const tile = open()
    await answer({ ok: false, failure: { code: 'not-found', message: 'gone' } })
    expect(tile.get('[role=alert]').text()).toContain('không còn giữ tệp này')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(asked).toHaveLength(2)
    await answer(picture)
    expect(tile.find('[role=alert]').exists()).toBe(false)
  })

  it('is refused when it is too large to be held, without asking for it', () => {
    const tile = open(content({ document: { ...content().document, bytes: 300_000_000 } }))
    expect(asked).toEqual([])
    expect(tile.get('[role=alert]').text()).toContain('lớn hơn mức cho phép')
  })

  it('is marked where nobody has said that everybody may see it', () => {
    expect(open(content({ wallSafe: false })).text()).toContain('có thể có dữ liệu cá nhân')
  })

  it('plays a clip without sound, again and again', async () => {
    const tile = open()
    await answer({ ok: true, value: { mediaType: 'video/mp4', data: new Uint8Array([1]) } })
    const video = tile.get('video').element
    expect([video.muted, video.loop, video.autoplay]).toEqual([true, true, true])
  })

  it('is let go of with the last tile that shows it', async () => {
    const [one, other] = [open(), open()]
    expect(asked).toHaveLength(1)
    await answer(picture)
    one.unmount()
    expect(useDocumentsStore().documents.has(sha256)).toBe(true)
    other.unmount()
    expect(useDocumentsStore().documents.size).toBe(0)
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:here')
  })
})
