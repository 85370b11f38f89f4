// Loaded into main before the application, for tests that spoil a page while no debugger is attached: one keeps a page that crashed.
// Orders come by lines on the standard input, answers go to the standard output.
const { app, webContents } = require('electron')
const { createInterface } = require('node:readline')

const pidOf = (name) =>
  app.getAppMetrics().find((metric) => metric.serviceName === name || metric.name === name)?.pid ?? pageOf(name)?.getOSProcessId() ?? 0
const pageOf = (query) => webContents.getAllWebContents().find((page) => page.getURL().endsWith(query))

const orders = {
  pid: (name) => pidOf(name),
  async age(query) {
    await pageOf(query).executeJavaScript('new Promise((settle) => setTimeout(settle, 31_000 - performance.now()))')
    return 'old'
  },
  block(query) {
    void pageOf(query).executeJavaScript('for (;;) {}')
    return 'blocked'
  },
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [order, what] = line.split(' ')
  console.log(`hook: ${order} ${what}: ${await orders[order](what)}.`)
})
