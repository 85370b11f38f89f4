import type { AttachmentReference } from '#shared/contract/attachment'
import type { RoomBridge } from '#shared/contract/ipc'
import type { StationPush, WindowCall } from '#shared/contract/stationPort'
import { connectStation } from '#session/bridge'
import { mountInWindow } from '#test/builders/mountBuilder'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import AttachmentListPanel from './AttachmentListPanel.vue'
import { useAttachmentsStore } from './attachmentsStore'
import AttachmentTrayPanel from './AttachmentTrayPanel.vue'

const photo: AttachmentReference = { sha256: 'a'.repeat(64), name: 'ảnh cầu.png', mediaType: 'image/png', bytes: 4_200_000 }
const clip: AttachmentReference = { sha256: 'b'.repeat(64), name: 'clip.mp4', mediaType: 'video/mp4', bytes: 90_000_000 }
let calls: { name: string; input: unknown }[]
let sent: WindowCall[]
let station: MessagePort
let answer: unknown
let stop: () => void
let pinia: ReturnType<typeof createPinia>

beforeEach(() => {
  pinia = createPinia()
  setActivePinia(pinia)
  calls = []
  sent = []
  answer = null
  const room: RoomBridge = {
    call: (name, input) => {
      calls.push({ name, input })
      return Promise.resolve({ ok: true, value: name === 'attachment.save' ? { id: null } : answer }) as never
    },
    onPush: () => () => undefined,
  }
  vi.stubGlobal('room', room)
  stop = connectStation((push: StationPush) => {
    if (push.kind === 'attached' || push.kind === 'transfers') useAttachmentsStore().take(push)
  })
  const { port1, port2 } = new MessageChannel()
  station = port1
  station.onmessage = (event: MessageEvent<WindowCall>) => sent.push(event.data)
  window.dispatchEvent(Object.assign(new Event('message'), { data: { type: 'room:station-port' }, source: window, ports: [port2] }))
})
afterEach(() => {
  stop()
  station.close()
  vi.unstubAllGlobals()
})

const openTray = () => mountInWindow(AttachmentTrayPanel, { pinia, props: { alertId: 'alert-1' } })
const drop = async (tray: ReturnType<typeof openTray>, ...files: File[]) => {
  await tray.trigger('drop', { dataTransfer: { files } })
  await flushPromises()
}

describe('the tray of a note', () => {
  it('hands what is dropped to the station, and has it once the station has taken it', async () => {
    const tray = openTray()
    await drop(tray, new File([new Uint8Array([1, 2, 3])], 'ảnh cầu.png'))
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    const [call] = sent
    expect(call).toMatchObject({ kind: 'attach', name: 'ảnh cầu.png' })
    expect([tray.text().includes('đang nhận tệp'), tray.emitted('files')?.at(-1)]).toEqual([true, [[], true]])

    useAttachmentsStore().take({ kind: 'attached', id: call?.kind === 'attach' ? call.id : '', result: { ok: true, value: photo } })
    await flushPromises()
    expect(tray.emitted('files')?.at(-1)).toEqual([[photo], false])
    expect(tray.text()).toContain('Ảnh PNG, 4,2 MB')
    await tray.get('button[aria-label="Bỏ ảnh cầu.png"]').trigger('click')
    expect(tray.emitted('files')?.at(-1)).toEqual([[], false])
    tray.unmount()
  })

  it('says why a file was not taken, and lets a note go without it', async () => {
    const tray = openTray()
    await drop(tray, new File([new Uint8Array([1])], 'bảng.xlsx'))
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    const id = sent[0]?.kind === 'attach' ? sent[0].id : ''
    useAttachmentsStore().take({ kind: 'attached', id, result: { ok: false, failure: { code: 'invalid', message: 'no' } } })
    await flushPromises()
    expect(tray.text()).toContain('không nhận: không phải ảnh JPEG, PNG, WebP, tài liệu PDF hay video MP4')
    expect(tray.emitted('files')?.at(-1)).toEqual([[], false])
    tray.unmount()
  })

  it('takes files chosen at main, also when the station was quicker than main', async () => {
    const id = '0b3f7c68-4f0c-4d37-8a9f-2b1f6f0d9a10'
    answer = [{ id, name: 'biên bản.pdf' }]
    const tray = openTray()
    useAttachmentsStore().take({ kind: 'attached', id, result: { ok: true, value: clip } })
    await tray.get('[data-action="attach"]').trigger('click')
    await flushPromises()
    expect(calls.at(-1)).toMatchObject({ name: 'attachment.choose', input: { title: 'Chọn tệp đính kèm' } })
    expect(tray.emitted('files')?.at(-1)).toEqual([[clip], false])
    tray.unmount()
  })

  it('holds ten files and no more', async () => {
    const tray = openTray()
    await drop(tray, ...Array.from({ length: 12 }, (_, index) => new File([new Uint8Array([1])], `${index}.png`)))
    expect([tray.findAll('li').length, tray.find('[data-action="attach"]').exists()]).toEqual([10, false])
    tray.unmount()
  })
})

describe('attachments of a note', () => {
  it('a picture is opened here, of a clip a copy is offered; how far a transfer is, is said', async () => {
    const list = mountInWindow(AttachmentListPanel, { pinia, props: { attachments: [photo, clip] } })
    useAttachmentsStore().take({
      kind: 'transfers',
      transfers: [
        { sha256: photo.sha256, direction: 'up', state: 'moving', doneBytes: 1_700_000, totalBytes: 4_200_000 },
        { sha256: clip.sha256, direction: 'up', state: 'waiting', doneBytes: 0, totalBytes: 90_000_000 },
      ],
    })
    await flushPromises()
    expect([list.text().includes('đang gửi 40 %'), list.text().includes('chờ gửi')]).toEqual([true, true])
    expect(list.find('button[aria-label="Xem clip.mp4"]').exists()).toBe(false)
    await list.get('button[aria-label="Lưu clip.mp4 thành tệp"]').trigger('click')
    await list.get('button[aria-label="Xem ảnh cầu.png"]').trigger('click')
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(calls.at(-1)).toEqual({ name: 'attachment.save', input: clip })
    expect([sent[0], useAttachmentsStore().shown]).toMatchObject([{ kind: 'content', sha256: photo.sha256 }, { reference: photo }])
    list.unmount()
  })
})
