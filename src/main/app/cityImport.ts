import { basename, join } from 'node:path'
import type { ImportFileKind, ImportOrder, ImportTask, ImportWish, ImportWord } from '#shared/contract/cityImportTask'
import { clipText } from '#shared/contract/text'

type Parts = {
  /** Folder in which imported cities lie. */
  cities: string
  /** Folder of the city that is open: it is never written to. */
  openCity: string
  /** Asks the person for a file; null when nothing was chosen. */
  askForFile(kind: ImportFileKind): Promise<string | null>
  startProcess(onWord: (word: ImportWord) => void, onEnd: () => void): { tell(order: ImportOrder): void; kill(): void }
  onChange(task: ImportTask): void
  /** Remembers the city to open when the application starts. */
  openOnRestart(cityId: string): void
  after(delayMs: number, work: () => void): void
}

/** The one import that the application can run at a time, from choosing files to having the city open at the next start. */
export type CityImport = {
  task(): ImportTask
  choose(kind: ImportFileKind): Promise<void>
  leaveOut(kind: ImportFileKind): void
  /** Throws an Error when an import is running or no buildings were chosen. */
  start(wish: ImportWish): void
  decide(approved: boolean): void
  cancel(): void
  openOnRestart(): void
}

/** An import that was told to stop and does not is ended by force after this long; what it had written is removed by the next one. */
const patienceMs = 5_000

export function createCityImport(parts: Parts): CityImport {
  const paths: Partial<Record<ImportFileKind, string>> = {}
  let state: ImportTask['state'] = { kind: 'idle' }
  let running: ReturnType<Parts['startProcess']> | undefined

  const task = (): ImportTask => ({
    files: Object.fromEntries(Object.entries(paths).map(([kind, path]) => [kind, clipText(basename(path), 300)])),
    state,
  })
  function become(next: ImportTask['state']): void {
    state = next
    parts.onChange(task())
  }
  function isBusy(): boolean {
    return state.kind === 'running' || state.kind === 'deciding'
  }
  function hear(word: ImportWord): void {
    switch (word.kind) {
      case 'progress':
        return become({ kind: 'running', progress: word.progress, cancelling: state.kind === 'running' && state.cancelling })
      case 'preview':
        return become({ kind: 'deciding', preview: word.preview })
      case 'ended':
        return become({ kind: 'ended', report: word.report, opensOnRestart: false })
      case 'failed':
      case 'cancelled':
        return become(word)
    }
  }

  return {
    task,
    async choose(kind) {
      if (isBusy()) return
      const path = await parts.askForFile(kind)
      if (path === null || isBusy()) return
      paths[kind] = path
      become({ kind: 'idle' })
    },
    leaveOut(kind) {
      if (isBusy()) return
      delete paths[kind]
      become({ kind: 'idle' })
    },
    start(wish) {
      if (isBusy()) throw new Error('an import is running')
      if (paths.buildings === undefined) throw new Error('no file of buildings was chosen')
      const out = join(parts.cities, wish.id)
      if (out === parts.openCity) return become({ kind: 'failed', code: 'in-use', detail: out })
      become({ kind: 'running', progress: { stage: 'reading', share: 0, buildings: 0 }, cancelling: false })
      running = parts.startProcess(hear, () => {
        running = undefined
        // It says how it ended before it ends; silence means that it was killed or ran out of memory.
        if (!isBusy()) return
        if (state.kind === 'running' && state.cancelling) become({ kind: 'cancelled' })
        else become({ kind: 'failed', code: 'died', detail: '' })
      })
      running.tell({ kind: 'start', out, files: { ...paths }, wish })
    },
    decide(approved) {
      if (state.kind !== 'deciding') return
      const { preview } = state
      running?.tell({ kind: 'decide', approved })
      become({ kind: 'running', progress: { stage: 'swapping', share: 1, buildings: preview.buildings }, cancelling: false })
    },
    cancel() {
      if (!isBusy()) return
      const started = running
      started?.tell({ kind: 'cancel' })
      const progress = state.kind === 'running' ? state.progress : ({ stage: 'swapping', share: 1, buildings: 0 } as const)
      become({ kind: 'running', progress, cancelling: true })
      parts.after(patienceMs, () => {
        if (started === running) started?.kill()
      })
    },
    openOnRestart() {
      if (state.kind !== 'ended' || state.report.outcome !== 'imported') return
      parts.openOnRestart(state.report.cityId)
      become({ ...state, opensOnRestart: true })
    },
  }
}
