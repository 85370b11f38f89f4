import { app, BrowserWindow } from 'electron'

// The city view alone in the Electron of the product: what it costs is not mixed with lists, feed and keys.
const url = process.argv.find((argument) => argument.startsWith('--url='))?.slice('--url='.length) ?? ''
app.commandLine.appendSwitch('enable-unsafe-swiftshader')
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 720, frame: false, webPreferences: { backgroundThrottling: false } })
  void window.loadURL(url)
})
