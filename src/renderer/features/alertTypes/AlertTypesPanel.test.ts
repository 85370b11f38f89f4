import { useConnectionStore } from '#session/connectionStore'
import { useRoomStore } from '#session/roomStore'
import { buildAlertType } from '#test/builders/alertTypeBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import AlertTypesPanel from './AlertTypesPanel.vue'

const type = buildAlertType({ id: 'lu', suppression: { whileTypeIds: ['bao'], withinM: null } })
const other = buildAlertType({ id: 'bao', name: { vi: 'Bão', en: 'Typhoon' } })
const shorter = { ...type, shelvingLimitMs: 300_000 }
let panel: ReturnType<typeof mountInWindow>
let asked: ReturnType<typeof vi.fn>

function open(...facts: Parameters<ReturnType<typeof useRoomStore>['apply']>[0]) {
  const pinia = createPinia()
  setActivePinia(pinia)
  const connection = useConnectionStore()
  connection.self = { id: 'ban-1', name: 'Bàn 1' }
  asked = vi.spyOn(connection, 'ask').mockImplementation(() => undefined) as never
  useRoomStore().apply(facts)
  panel = mountInWindow(AlertTypesPanel, { pinia })
}
const shipped = () => buildFact('alert-types.shipped', { edition: '1', types: [type, other] })
const proposedBy = (id: string) =>
  buildFact(
    'alert-type.proposed',
    { type: shorter, basedOn: 0, reason: 'rút ngắn' },
    { seq: 9, actor: { kind: 'person', id, name: `Người ở ${id}` } },
  )

describe('the page of alert types', () => {
  afterEach(() => panel.unmount())

  it('says so where there is no table', () => {
    open()
    expect(panel.text()).toContain('Cổng dữ liệu chưa có bảng loại cảnh báo')
  })

  it('asks for a change on the version that is shown, once something is different and there is a reason', async () => {
    open(shipped())
    await panel.get('[data-type=lu]').trigger('click')
    await panel.get('form').trigger('submit')
    await panel.get('input[name=shelvingMinutes]').setValue('5')
    await panel.get('form').trigger('submit')
    expect(asked).not.toHaveBeenCalled()
    await panel.get('input[name=reason]').setValue('rút ngắn')
    await panel.get('form').trigger('submit')
    expect(asked).toHaveBeenCalledExactlyOnceWith({
      type: 'alert-type.propose',
      input: { id: 'lu', type: shorter, basedOn: 0, reason: 'rút ngắn' },
    })
  })

  it('shows somebody else’s proposal as what it changes, and approves exactly that', async () => {
    open(shipped(), proposedBy('ban-2'))
    await panel.get('[data-type=lu]').trigger('click')
    expect(panel.get('[data-proposal]').text()).toContain('Tạm gác lâu nhất (phút; 0: không được gác): 15 → 5')
    await panel.get('[data-action=approve]').trigger('click')
    expect(asked).toHaveBeenCalledExactlyOnceWith({ type: 'alert-type.approve', input: { id: 'lu', proposal: 9 } })
  })

  it('does not let whoever proposed approve, and rejects for a reason only', async () => {
    open(shipped(), proposedBy('ban-1'))
    await panel.get('[data-type=lu]').trigger('click')
    expect(panel.find('[data-action=approve]').exists()).toBe(false)
    await panel.get('[data-action=reject]').trigger('click')
    expect(asked).not.toHaveBeenCalled()
    await panel.get('[data-proposal] input').setValue('thôi')
    await panel.get('[data-action=reject]').trigger('click')
    expect(asked).toHaveBeenCalledWith({ type: 'alert-type.reject', input: { id: 'lu', proposal: 9, reason: 'thôi' } })
  })

  it('goes through the list by arrows, and leaves by Escape', async () => {
    open(shipped())
    expect(document.activeElement?.getAttribute('data-type')).toBe('bao')
    await panel.get('ul').trigger('keydown', { key: 'ArrowDown' })
    await nextTick()
    expect(document.activeElement?.getAttribute('data-type')).toBe('lu')
    await panel.get('[data-alert-types]').trigger('keydown', { key: 'Escape' })
    expect(panel.emitted('close')).toHaveLength(1)
  })
})
