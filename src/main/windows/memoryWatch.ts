import { totalmem } from 'node:os'
import { app, type BrowserWindow, type WebContents } from 'electron'
import { afterLook, freshMemory, pageBudget, type PageMemory } from './pageMemory'
import { isQuiet } from './pageWatch'

const lookEveryMs = 30_000

/** Loads a page anew that has stayed over its share of the machine's memory, and tells of it. Runs as long as the application. */
export function watchMemory(pages: () => BrowserWindow[], onReload: (contents: WebContents, megabytes: number) => void): void {
  const memories = new WeakMap<WebContents, PageMemory>()
  setInterval(() => {
    const windows = pages()
    const budget = pageBudget(totalmem(), windows.length)
    const bytesByPid = new Map(app.getAppMetrics().map(({ pid, memory }) => [pid, memory.workingSetSize * 1_024]))
    for (const { webContents } of windows) {
      const bytes = bytesByPid.get(webContents.getOSProcessId())
      if (bytes === undefined) continue
      const { memory, reload } = afterLook(memories.get(webContents) ?? freshMemory, bytes, budget, isQuiet(webContents))
      memories.set(webContents, memory)
      if (!reload) continue
      onReload(webContents, Math.round(bytes / 1_048_576))
      webContents.reload()
    }
  }, lookEveryMs).unref()
}
