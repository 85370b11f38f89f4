import type { ImportFileKind, ImportTask, ImportWish } from '#shared/contract/cityImportTask'
import { callMain, listenToMain } from '#session/bridge'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** The import that main runs, as it stands, and what a person can ask of it. */
export const useCityImportStore = defineStore('cityImport', () => {
  const task = shallowRef<ImportTask>({ files: {}, state: { kind: 'idle' } })
  /** Main's own words when it did not take what was asked; nothing a person should ever see. */
  const refusal = shallowRef('')

  /** Follows the import; returns how to stop. */
  function follow(): () => void {
    void callMain('city.import.show', null).then((answer) => {
      if (answer.ok) task.value = answer.value
    })
    return listenToMain((name, payload) => {
      if (name === 'city.import') task.value = payload as ImportTask
    })
  }

  async function start(wish: ImportWish): Promise<void> {
    const answer = await callMain('city.import.start', wish)
    refusal.value = answer.ok ? '' : answer.failure.message
  }

  return {
    task,
    refusal,
    follow,
    start,
    choose: (kind: ImportFileKind) => callMain('city.import.choose', kind),
    leaveOut: (kind: ImportFileKind) => callMain('city.import.leaveOut', kind),
    decide: (approved: boolean) => callMain('city.import.decide', approved),
    cancel: () => callMain('city.import.cancel', null),
    openOnRestart: () => callMain('city.import.openOnRestart', null),
  }
})
