import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AlertGroup } from '#shared/domain/alertGroups'
import { createMessages } from '#i18n/messages'
import { useSelection } from '#session/selection'
import { buildAlertState, buildText } from '#test/builders/alertBuilder'
import FloodPanel from './FloodPanel.vue'

const state = (id: string, headline: string, severity: AlertGroup['severity']) =>
  buildAlertState({ alert: { id, severity, texts: [buildText({ headline })] } })
const groups: AlertGroup[] = [
  {
    head: state('fire', 'Cháy chợ', 'critical'),
    folded: [{ state: state('call', 'Báo cháy', 'high'), why: { rule: 'duplicate', distanceM: 42, afterMs: 120_000 } }],
    severity: 'critical',
    unacknowledged: 2,
  },
  { head: state('lamp', 'Đèn hỏng', 'low'), folded: [], severity: 'low', unacknowledged: 1 },
]

let panel: ReturnType<typeof show>
function show() {
  return mount(FloodPanel, { props: { groups, total: 3 }, global: { plugins: [createMessages('vi')] } })
}
const shown = (list: string): string[] => panel.findAll(`[${list}] > li .title`).map((title) => title.text())

beforeEach(() => {
  setActivePinia(createPinia())
  panel = show()
})

describe('the panel of a flood', () => {
  it('shows what matters above the rest, and what most likely causes it', () => {
    expect(shown('data-matters')).toEqual(['Cháy chợ'])
    expect(shown('data-others')).toEqual(['Đèn hỏng'])
    expect(panel.find('[data-lines]').text()).toContain('1 việc cần xử lý ngay, 2 dòng')
    expect(panel.text()).toContain('Nguyên nhân có thể nhất: Cháy chợ (kéo theo 1 cảnh báo)')
  })

  it('opens a group, and says of each in it why it is there', async () => {
    const more = panel.find('[data-matters] button[aria-expanded]')
    expect(more.find('.for-screen-readers').text()).toBe('Xem 1 cảnh báo được gom')
    await more.trigger('click')
    expect(panel.find('.folded').text()).toContain('cùng việc, nguồn khác, cách 42 m, sau 2 phút')
    await panel.find('.folded button').trigger('click')
    expect(useSelection().alertId).toBe('call')
  })

  it('is walked through by steps, and opened by a second press', async () => {
    panel.vm.step(1)
    expect(useSelection().alertId).toBe('fire')
    panel.vm.step(1)
    panel.vm.step(1)
    expect(useSelection().alertId).toBe('lamp')
    await panel.find('[data-alert-id="lamp"]').trigger('click')
    expect(panel.emitted('open')).toHaveLength(1)
    await panel.find('[data-full-list]').trigger('click')
    expect(panel.emitted('leave')).toHaveLength(1)
  })
})
