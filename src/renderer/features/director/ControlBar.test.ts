import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useConnectionStore } from '#session/connectionStore'
import { useRoomStore } from '#session/roomStore'
import { emptyRoom } from '#shared/domain/roomFold'
import { mountInWindow } from '#test/builders/mountBuilder'
import ControlBar from './ControlBar.vue'
import LostControlPanel from './LostControlPanel.vue'

const mai = { id: 'desk-1', name: 'Mai' }
const nam = { id: 'desk-2', name: 'Nam' }

it('takes a wall from somebody for a reason only', async () => {
  const bar = mountInWindow(ControlBar, {
    props: { holder: { by: mai, sinceMs: 0, untilMs: 60_000 }, isHeldByOther: true, canReturn: true },
  })
  expect(bar.text()).toContain('Mai')
  expect(bar.find('[data-take]').exists()).toBe(false)
  await bar.get('[data-override]').trigger('click')
  await bar.get('form').trigger('submit')
  expect(bar.emitted('take')).toBeUndefined()
  await bar.get('[data-override-reason]').setValue(' cháy chợ ')
  await bar.get('form').trigger('submit')
  expect(bar.emitted('take')).toEqual([['cháy chợ']])
  bar.unmount()
})

it('tells the one who had the wall who took it and why, until that was read', async () => {
  const pinia = createPinia()
  const panel = mountInWindow(LostControlPanel, { pinia })
  const drawing = { id: 'w', name: 'Tường lớn', surfaces: [], viewingDistanceM: null }
  const control = { by: nam, sinceMs: 0, untilMs: Date.now() + 600_000, takenFrom: { by: mai, reason: 'cháy chợ' } }
  const wall = { drawing, shown: null, returnStack: [], control }
  useRoomStore(pinia).replace({ ...emptyRoom, walls: { walls: [wall], scenes: [], rules: [] } })
  useConnectionStore(pinia).self = nam
  await nextTick()
  expect(panel.find('[data-lost-control]').exists()).toBe(false)
  useConnectionStore(pinia).self = mai
  await nextTick()
  expect(panel.get('[data-lost-control]').text()).toMatch(/Nam.*Tường lớn.*cháy chợ/)
  await panel.get('button').trigger('click')
  expect(panel.find('[data-lost-control]').exists()).toBe(false)
  panel.unmount()
})
