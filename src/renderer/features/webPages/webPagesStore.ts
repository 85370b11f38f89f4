import type { MainCallInput } from '#shared/contract/ipc'
import type { WebPage, WebState } from '#shared/contract/webPage'
import { callMain, listenToMain } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** When a page came to its present state. */
export type WebTileState = Omit<WebState, 'id'> & { atMs: number }

/** Web pages that main draws over tiles of this window, and those that may be shown at all. */
export const useWebPagesStore = defineStore('webPages', () => {
  const pages = shallowRef<readonly WebPage[]>([])
  const states = shallowRef<ReadonlyMap<string, WebTileState>>(new Map())
  let isListening = false

  async function load(): Promise<void> {
    const answer = await callMain('web.pages', null)
    if (answer.ok) pages.value = answer.value
  }

  /** Shows a page in a part of this window, or moves it there. */
  async function show(wanted: MainCallInput<'web.show'>): Promise<void> {
    listen()
    await callMain('web.show', wanted)
  }

  async function hide(id: string): Promise<void> {
    const next = new Map(states.value)
    next.delete(id)
    states.value = next
    await callMain('web.hide', id)
  }

  // Once, for as long as the window lives: only windows with such a tile listen at all.
  function listen(): void {
    if (isListening) return
    isListening = true
    listenToMain((name, payload) => {
      if (name === 'web.state') take(payload as WebState)
    })
  }

  function take({ id, state, reason }: WebState): void {
    states.value = new Map(states.value).set(id, { state, reason, atMs: Date.now() })
  }

  return { pages, states, load, show, hide, take }
})
