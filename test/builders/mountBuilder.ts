import type { Language } from '#shared/contract/ipc'
import { createMessages } from '#i18n/messages'
import { momentsKey } from '#ui/moments.ts'
import { mount } from '@vue/test-utils'
import type { Pinia } from 'pinia'
import { ref, type Component } from 'vue'

/** Mounts a component with words and clocks, as a window provides them; `nowMs` stands still. */
export function mountInWindow(
  component: Component,
  options: {
    props?: Record<string, unknown>
    language?: Language
    nowMs?: number
    simulatedMs?: number | null
    pinia?: Pinia
    provide?: Record<symbol, unknown>
  } = {},
) {
  const { props = {}, language = 'vi', nowMs = 0, simulatedMs = null, pinia, provide = {} } = options
  return mount(component, {
    props,
    attachTo: document.body,
    global: {
      plugins: [createMessages(language), ...(pinia === undefined ? [] : [pinia])],
      provide: { ...provide, [momentsKey as symbol]: { nowMs: ref(nowMs), simulatedMs: ref(simulatedMs) } },
    },
  })
}
