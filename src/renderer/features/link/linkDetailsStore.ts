import type { LinkDetails, StationPush } from '#shared/contract/stationPort'
import { sendToStation } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What the station tells of its copy and its place in the log, when it is asked. */
export const useLinkDetailsStore = defineStore('linkDetails', () => {
  const details = shallowRef<LinkDetails>()

  function ask(): void {
    sendToStation({ kind: 'link-details', id: crypto.randomUUID() })
  }

  function take(push: Extract<StationPush, { kind: 'link-details' }>): void {
    details.value = push.details
  }

  return { details, ask, take }
})
