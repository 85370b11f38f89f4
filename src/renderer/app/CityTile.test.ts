import type { CityManifest } from '#shared/contract/city'
import { mountInWindow } from '#test/builders/mountBuilder'
import { flushPromises } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { cityPanelKey } from './cityPanelKey'
import CityTile from './CityTile.vue'

describe('city tile', () => {
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  it('says why the city could not be built, and builds it again on demand', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const pinia = createPinia()
    setActivePinia(pinia)
    let isBroken = true
    const CityPanel = defineComponent({
      setup() {
        if (isBroken) throw new Error('no graphics')
        return () => h('p', 'the city')
      },
    })
    const tile = mountInWindow(CityTile, {
      pinia,
      props: { city: {} as CityManifest, cityPath: '', viewpointId: '', interactive: true },
      provide: { [cityPanelKey as symbol]: CityPanel },
    })
    await flushPromises()
    expect(tile.get('[role=alert]').text()).toContain('no graphics')
    isBroken = false
    await tile.get('button').trigger('click')
    expect(tile.text()).toBe('the city')
    tile.unmount()
  })

  it('has no button where nobody could press it, and builds the city again by itself', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.useFakeTimers()
    const pinia = createPinia()
    setActivePinia(pinia)
    let isBroken = true
    const CityPanel = defineComponent({
      setup() {
        if (isBroken) throw new Error('no graphics')
        return () => h('p', 'the city')
      },
    })
    const tile = mountInWindow(CityTile, {
      pinia,
      props: { city: {} as CityManifest, cityPath: '', viewpointId: '', interactive: false },
      provide: { [cityPanelKey as symbol]: CityPanel },
    })
    await flushPromises()
    expect(tile.get('[role=alert]').text()).toContain('30 giây')
    expect(tile.find('button').exists()).toBe(false)
    isBroken = false
    await vi.advanceTimersByTimeAsync(30_000)
    expect(tile.text()).toBe('the city')
    tile.unmount()
  })
})
