import type { Alert } from '#shared/contract/alert'
import { buildAlert } from '#test/builders/alertBuilder'
import { mountInWindow } from '#test/builders/mountBuilder'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { gaugesKey, useAlertPlace } from './alertPlace'

afterEach(() => document.body.replaceChildren())

const gauge = { id: 'dong-ha', name: { vi: 'Đông Hà', en: 'Đông Hà' }, river: { vi: 'sông Hiếu', en: 'Hiếu River' } }
const measure = { gaugeId: 'dong-ha', valueM: 3, observedAtMs: 0, basis: 'observed' as const, level: 2 }
const area = (description: string) => ({ description, polygons: [], circles: [], geocodes: [] })

function placeOf(
  changes: Partial<Alert>,
  language: 'vi' | 'en',
  provide: Record<symbol, unknown> = { [gaugesKey as symbol]: () => [gauge] },
) {
  const Place = defineComponent({
    setup() {
      const place = useAlertPlace()
      return () => h('p', place(buildAlert(changes)))
    },
  })
  return mountInWindow(Place, { language, provide }).text()
}

test('the place of a gauge is named in the language of the reader, and all others as their source names them', () => {
  const raised = { areas: [area('Đông Hà, sông Hiếu')], measure }
  expect(placeOf(raised, 'vi')).toBe('Đông Hà, sông Hiếu')
  expect(placeOf(raised, 'en')).toBe('Đông Hà, Hiếu River')
  expect(placeOf({ ...raised, areas: [area('Cầu Đông Hà')] }, 'en')).toBe('Cầu Đông Hà')
  expect(placeOf({ areas: [area('Đông Hà, sông Hiếu')] }, 'en')).toBe('Đông Hà, sông Hiếu')
  expect(placeOf(raised, 'en', {})).toBe('Đông Hà, sông Hiếu')
})
