import { buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useAlertsStore } from './alertsStore'
import SoundPanel from './SoundPanel.vue'

let button: ReturnType<typeof mountInWindow>
const play = vi.fn()
const told: { title: string; body: string }[] = []

beforeEach(() => {
  window.localStorage.clear()
  play.mockClear()
  told.length = 0
  class FakeNotification extends EventTarget {
    constructor(title: string, { body = '' }: NotificationOptions = {}) {
      super()
      told.push({ title, body })
    }
  }
  vi.stubGlobal('Notification', FakeNotification)
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  const pinia = createPinia()
  setActivePinia(pinia)
  useAlertsStore().replace([buildAlertState({ alert: { id: 'a', severity: 'high' }, raisedSeq: 1 })], 1)
  button = mountInWindow(SoundPanel, { pinia, props: { make: () => ({ play, isBlocked: () => false, close: () => undefined }) } })
})
afterEach(() => {
  button.unmount()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('sounds for what waits, and tells who works in another window', () => {
  expect(play.mock.calls).toEqual([['high']])
  expect(told).toEqual([{ title: 'Cao', body: 'Ngập đường Hoàng Diệu' }])
})

it('turned off it says so in words, is silent and stays so', async () => {
  await button.get('button').trigger('click')
  expect(button.text()).toContain('Âm thanh đang tắt')
  expect(window.localStorage.getItem('alert-sound')).toBe('off')
  useAlertsStore().apply([buildFact('alert.raised', { alert: { ...buildAlertState().alert, id: 'b' } }, { seq: 2 })])
  await nextTick()
  expect(play).toHaveBeenCalledTimes(1)
})

it('is silent once all is acknowledged', async () => {
  useAlertsStore().apply([buildFact('alert.acknowledged', { id: 'a', note: '' }, { seq: 2 })])
  await nextTick()
  expect(play).toHaveBeenCalledTimes(1)
})
