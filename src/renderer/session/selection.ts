import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** The one thing the operator has selected in this window; the list, the city and the detail all follow it. */
export const useSelection = defineStore('selection', () => {
  const alertId = shallowRef<string | null>(null)

  function select(id: string | null): void {
    alertId.value = id
  }

  return { alertId, select }
})
