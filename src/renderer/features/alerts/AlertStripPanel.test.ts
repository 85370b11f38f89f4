import { useConnectionStore } from '#session/connectionStore'
import { buildAlertState } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import AlertStripPanel from './AlertStripPanel.vue'
import { useAlertsStore } from './alertsStore'

describe('the strip while the station catches up', () => {
  it('shows a critical alert that was told ahead, beside the word for catching up, and nothing to press', async () => {
    const pinia = createPinia()
    setActivePinia(pinia)
    const shown = mountInWindow(AlertStripPanel, { props: { interactive: true }, pinia })
    const connection = useConnectionStore()
    useAlertsStore().replace([buildAlertState({ alert: { id: 'known', severity: 'high' } })], 1)
    await nextTick()
    expect(shown.get('button').attributes('data-alert-id')).toBe('known')
    connection.link = { state: 'catching-up', sinceMs: 0, remaining: 900_000 }
    connection.ahead = [buildAlertState({ alert: { id: 'ahead', severity: 'critical' }, raisedSeq: 9 })]
    await nextTick()
    expect([shown.get('[data-alert-id]').attributes('data-alert-id'), shown.find('button').exists()]).toEqual(['ahead', false])
    expect(shown.get('[role=status]').text()).toContain('Đang nhận bù')
    connection.ahead = []
    await nextTick()
    expect(shown.get('button').attributes('data-alert-id')).toBe('known')
  })
})
