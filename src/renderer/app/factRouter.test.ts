import { useAlertsStore } from '#features/alerts'
import { useRoomStore } from '#session/roomStore'
import { buildAlert, buildAlertState } from '#test/builders/alertBuilder'
import { buildFact } from '#test/builders/factBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { routePush } from './factRouter'

const room = { drill: null, connectors: [], gauges: [], walls: { walls: [], scenes: [], rules: [] } }
const reading = {
  gaugeId: 'dong-ha',
  valueM: 2.1,
  observedAtMs: 5,
  basis: 'observed' as const,
  source: 'bản tin',
  peak: false,
  drillId: null,
}

describe('routing of what the station pushes', () => {
  beforeEach(() => setActivePinia(createPinia()))

  it('starts from a whole state and goes on with facts, each to the store that folds it', () => {
    routePush({ kind: 'state', alerts: [buildAlertState({ alert: { id: 'old' } })], totalAlerts: 1, room })
    routePush({
      kind: 'facts',
      facts: [
        buildFact('alert.raised', { alert: buildAlert({ id: 'new', severity: 'critical' }) }),
        buildFact('reading.recorded', { reading }),
        buildFact('alert.acknowledged', { id: 'old', note: '' }),
      ],
    })
    expect(useAlertsStore().queue.map((state) => [state.alert.id, state.acknowledged !== null])).toEqual([
      ['new', false],
      ['old', true],
    ])
    expect(useRoomStore().gauges[0]?.actual).toEqual([reading])
  })

  it('leaves a store alone that a batch says nothing to', () => {
    routePush({ kind: 'state', alerts: [buildAlertState()], totalAlerts: 1, room })
    const before = useAlertsStore().state
    routePush({ kind: 'facts', facts: [buildFact('reading.recorded', { reading })] })
    expect(useAlertsStore().state).toBe(before)
  })

  it('replaces everything on a fresh state', () => {
    routePush({ kind: 'state', alerts: [buildAlertState({ alert: { id: 'gone' } })], totalAlerts: 1, room })
    routePush({ kind: 'state', alerts: [], totalAlerts: 0, room })
    expect(useAlertsStore().queue).toEqual([])
    expect(useAlertsStore().find('gone')).toBeUndefined()
  })
})
