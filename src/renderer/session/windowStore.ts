import type { Language, MainCallInput, WindowDescription } from '#shared/contract/ipc'
import type { Failure } from '#shared/contract/result'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { callMain } from './bridge'

/** What this window is: role, surface, city, language; and the small things a window asks of the main process. */
export const useWindowStore = defineStore('window', () => {
  const description = shallowRef<WindowDescription>()

  /** Asks main who this window is; answers the failure when main cannot say. */
  async function load(): Promise<Failure | undefined> {
    const answer = await callMain('window.describe', null)
    if (!answer.ok) return answer.failure
    description.value = answer.value
    return undefined
  }

  /** Takes over a description that main pushed (another language, another place on the wall). */
  function replace(changed: WindowDescription): void {
    description.value = changed
  }

  /** Asks for another language; it changes in every window when main says so. */
  async function setLanguage(language: Language): Promise<void> {
    await callMain('settings.setLanguage', language)
  }

  /** What this window wrote down for itself, also before a restart; empty when it never did or main cannot say. */
  async function recall(): Promise<string> {
    const answer = await callMain('window.recall', null)
    return answer.ok ? answer.value : ''
  }

  /** Writes something down for this window alone, instead of what it wrote before. */
  async function remember(text: string): Promise<void> {
    await callMain('window.remember', text)
  }

  /** Records how the city view of this window fares. */
  async function reportGraphics(report: MainCallInput<'graphics.report'>): Promise<void> {
    await callMain('graphics.report', report)
  }

  return { description, load, replace, setLanguage, recall, remember, reportGraphics }
})
