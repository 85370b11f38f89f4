import type { RoomBridge, WindowDescription } from '#shared/contract/ipc'
import { useAlertsStore } from '#features/alerts'
import { useConnectionStore } from '#session/connectionStore'
import { useSelection } from '#session/selection'
import { useWindowStore } from '#session/windowStore'
import { buildAlertState, builtAtMs } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import DeskApp from './DeskApp.vue'

const description: WindowDescription = {
  role: 'desk',
  surface: 0,
  surfaces: [],
  language: 'vi',
  city: null,
  cityPath: '',
  runtime: { electron: '', chromium: '', evaluation: false, application: '' },
  gateway: { kind: 'embedded', url: null },
  trouble: null,
}
const calls: [string, unknown][] = []
const room: RoomBridge = {
  call: (name, input) => {
    calls.push([name, input])
    return Promise.resolve({ ok: true, value: null }) as never
  },
  onPush: () => () => undefined,
}
const press = async (key: string, target: EventTarget = document.body) => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  await nextTick()
}

describe('desk', () => {
  let desk: ReturnType<typeof mountInWindow>
  beforeEach(async () => {
    const pinia = createPinia()
    setActivePinia(pinia)
    calls.length = 0
    vi.stubGlobal('room', room)
    useWindowStore().description = description
    useConnectionStore().hasState = true
    useAlertsStore().replace(
      [1, 2, 3].map((n) => buildAlertState({ alert: { id: `alert-${n}` }, raisedSeq: 10 - n, version: n })),
      3,
    )
    desk = mountInWindow(DeskApp, { pinia })
    await nextTick()
  })
  afterEach(() => {
    desk.unmount()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('is worked by keys: next, previous, acknowledge, back', async () => {
    const ask = vi.spyOn(useConnectionStore(), 'ask').mockReturnValue(undefined)
    await press('j')
    await press('j')
    expect(useSelection().alertId).toBe('alert-2')
    expect(desk.get('article').attributes('data-alert-id')).toBe('alert-2')
    await press('a')
    expect(ask.mock.calls).toEqual([[{ type: 'alert.acknowledge', input: { id: 'alert-2', expectedVersion: 2, note: '' } }]])
    await press('k')
    expect(useSelection().alertId).toBe('alert-1')
    await press('Escape')
    expect(useSelection().alertId).toBeNull()
  })

  it('does not acknowledge while a letter is typed into the search', async () => {
    const ask = vi.spyOn(useConnectionStore(), 'ask')
    await press('j')
    await press('/')
    const box = desk.get('input').element
    expect(document.activeElement).toBe(box)
    await press('a', box)
    expect(ask).not.toHaveBeenCalled()
  })

  it('opens the list of waiting and refused requests, which says why, and is worked by keys alone', async () => {
    const connection = useConnectionStore()
    const dismiss = vi.spyOn(connection, 'dismissRefused')
    const failure = { code: 'not-found' as const, message: '' }
    const entry = (key: string, id: string) => ({
      key,
      type: 'alert.acknowledge' as const,
      input: { id, expectedVersion: 1, note: '' },
      madeAtMs: builtAtMs,
      state: 'waiting' as const,
      failure: null,
    })
    const refused = { ...entry('r', 'alert-1'), state: 'refused' as const, failure }
    connection.outbox = new Map([entry('w', 'alert-3'), refused, entry('g', 'gone')].map((each) => [each.key, each]))
    await press('o')
    await nextTick()
    const card = desk.get('[role=region]:has(.requests)')
    expect(card.isVisible()).toBe(true)
    expect(card.findAll('li').map((line) => line.findAll('p, button').map((part) => part.text()))).toEqual([
      ['Tiếp nhận · Ngập đường Hoàng Diệu', 'Chờ gửi · yêu cầu lúc 17/10 23:00', 'Xem cảnh báo'],
      [
        'Tiếp nhận · Ngập đường Hoàng Diệu',
        'Bị từ chối · yêu cầu lúc 17/10 23:00',
        'Lý do: cổng dữ liệu không có cảnh báo này',
        'Đã hiểu, bỏ khỏi danh sách',
        'Xem cảnh báo',
      ],
      ['Tiếp nhận · cảnh báo gone', 'Chờ gửi · yêu cầu lúc 17/10 23:00'],
    ])
    expect(card.element.contains(document.activeElement)).toBe(true)
    await card.get('[data-action=dismiss]').trigger('click')
    expect(dismiss).toHaveBeenCalledWith('r')
    await card.get('[data-action=select]').trigger('click')
    expect(useSelection().alertId).toBe('alert-3')
    await press('Escape', document.activeElement!)
    expect(card.isVisible()).toBe(false)
    expect(useSelection().alertId).toBe('alert-3')
  })

  it('asks main for the other language', async () => {
    await press('l')
    expect(calls).toContainEqual(['settings.setLanguage', 'en'])
  })

  it('folds the water level and opens the key card', async () => {
    expect(desk.find('[aria-expanded=true].fold').exists()).toBe(true)
    await press('b')
    expect(desk.find('[aria-expanded=false].fold').exists()).toBe(true)
    await press('?')
    expect(desk.find('dialog').text()).toContain('Tiếp nhận cảnh báo đang chọn')
  })
})
