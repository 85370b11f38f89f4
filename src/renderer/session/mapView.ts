import type { SearchArea } from '#shared/contract/search'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What the map of this window shows now, as a box; null where there is no map that a person moves. */
export const useMapView = defineStore('mapView', () => {
  const area = shallowRef<SearchArea | null>(null)

  function show(next: SearchArea | null): void {
    area.value = next
  }

  return { area, show }
})
