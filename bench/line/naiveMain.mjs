import { fileURLToPath } from 'node:url'
import { app, BrowserWindow } from 'electron'

// The page everybody writes first, in the same Electron: a reactive array, one event each, no virtual list.
const url = process.argv.find((argument) => argument.startsWith('--url='))?.slice('--url='.length) ?? ''
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 720 })
  void window.loadFile(fileURLToPath(new URL('naive.html', import.meta.url)), { query: { url } })
})
