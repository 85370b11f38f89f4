import type { ImportReport } from '#shared/contract/cityImport'
import type { ImportTask } from '#shared/contract/cityImportTask'
import type { RoomBridge } from '#shared/contract/ipc'
import { mountInWindow } from '#test/builders/mountBuilder'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import CityImportPanel from './CityImportPanel.vue'

const figures = {
  cityId: 'hue',
  buildings: 30_000,
  roads: 2,
  facilities: 1,
  refused: 0,
  rejected: 0,
  warnings: 0,
  counts: {},
  problems: [],
}
const report: ImportReport = {
  outcome: 'imported',
  ...figures,
  tiles: 1,
  bytes: 9_400_000,
  seconds: 8.25,
  peakRssMB: 300,
  logFile: '/cities/hue.import.json',
  badFeaturesFile: null,
}

let push: (task: ImportTask) => void
const calls: [string, unknown][] = []
const room: RoomBridge = {
  call(name, input) {
    calls.push([name, input])
    const task: ImportTask = { files: { buildings: 'nha.geojson' }, state: { kind: 'idle' } }
    return Promise.resolve({ ok: true, value: name === 'city.import.show' ? task : null }) as never
  },
  onPush(listener) {
    push = (task) => listener('city.import', task)
    return () => undefined
  },
}

describe('import dialog', () => {
  let panel: ReturnType<typeof mountInWindow>
  const tell = async (state: ImportTask['state']) => {
    push({ files: { buildings: 'nha.geojson' }, state })
    await nextTick()
  }
  beforeEach(async () => {
    const pinia = createPinia()
    setActivePinia(pinia)
    calls.length = 0
    vi.stubGlobal('room', room)
    panel = mountInWindow(CityImportPanel, { pinia })
    await vi.waitFor(() => expect(panel.text()).toContain('nha.geojson'))
  })
  afterEach(() => {
    panel.unmount()
    vi.unstubAllGlobals()
  })

  it('starts only with buildings and an id, which follows the name', async () => {
    const start = panel.get<HTMLButtonElement>('[data-start]')
    expect(start.element.disabled).toBe(true)
    await panel.get('input[name="name"]').setValue('Huế thử')
    expect(panel.get<HTMLInputElement>('input[name="id"]').element.value).toBe('hue-thu')
    expect(start.element.disabled).toBe(false)
    await panel.get('form').trigger('submit')
    expect(calls.at(-1)).toEqual(['city.import.start', expect.objectContaining({ id: 'hue-thu', name: 'Huế thử', crs: null })])
  })

  it('marks a box that cannot be meant', async () => {
    await panel.get('input[name="id"]').setValue('Huế')
    expect(panel.get('input[name="id"]').attributes('aria-invalid')).toBe('true')
    expect(panel.get<HTMLButtonElement>('[data-start]').element.disabled).toBe(true)
  })

  it('says how far it is, and stops when asked', async () => {
    await tell({ kind: 'running', progress: { stage: 'tiling', share: 0.529, buildings: 30_000 }, cancelling: false })
    expect(panel.text()).toContain('Đang dựng mô hình 3D')
    expect(panel.text()).toContain('52 %')
    expect(panel.text()).toContain('30.000')
    await panel.get('[data-cancel]').trigger('click')
    expect(calls.at(-1)).toEqual(['city.import.cancel', null])
  })

  it('shows what it has made before anything is swapped', async () => {
    const bounds = { westDeg: 107.01, southDeg: 16.73, eastDeg: 107.16, northDeg: 16.87 }
    await tell({ kind: 'deciding', preview: { ...figures, bounds, bytes: 9_400_000, synthetic: true } })
    expect(panel.text()).toContain('kinh độ 107,0100 đến 107,1600')
    expect(panel.text()).toContain('30.000 công trình')
    expect(panel.text()).toContain('minh họa')
    await panel.get('[data-approve]').trigger('click')
    expect(calls.at(-1)).toEqual(['city.import.decide', true])
  })

  it('shows the first problems of a refused import with their places', async () => {
    await tell({
      kind: 'ended',
      opensOnRestart: false,
      report: {
        ...report,
        outcome: 'refused',
        rejected: 1,
        problems: [
          {
            code: 'ring-crosses',
            severity: 'reject',
            index: 1_041,
            id: 'nha-1042',
            place: { lonDeg: 107.1, latDeg: 16.81 },
            sentence: { vi: 'Đường bao tự cắt.', en: 'The outline crosses itself.' },
          },
        ],
      },
    })
    expect(panel.get('[data-problem]').text()).toContain('Đường bao tự cắt.')
    expect(panel.get('[data-problem]').text()).toContain('đối tượng 1.042 · nha-1042 · kinh độ 107,10000, vĩ độ 16,81000')
    expect(panel.find('[data-open-on-restart]').exists()).toBe(false)
    await panel.get('[data-again]').trigger('click')
    expect(panel.find('form').exists()).toBe(true)
  })

  it('opens what was imported at the next start', async () => {
    await tell({ kind: 'ended', report, opensOnRestart: false })
    expect(panel.text()).toContain('30.000 công trình, 8,3 giây')
    await panel.get('[data-open-on-restart]').trigger('click')
    expect(calls.at(-1)).toEqual(['city.import.openOnRestart', null])
    await tell({ kind: 'ended', report, opensOnRestart: true })
    expect(panel.find('[data-open-on-restart]').exists()).toBe(false)
  })

  it('says in words why it failed', async () => {
    await tell({ kind: 'failed', code: 'disk', detail: 'ENOSPC' })
    expect(panel.text()).toContain('Không ghi được xuống đĩa')
  })
})
