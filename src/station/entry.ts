import { stationOrder } from '#shared/contract/processes'
import { claimFolder } from '#storage/claimFolder'
import { createStation, type Station } from './station'
import type { WindowPort } from './windowHub'

// Built entry of the station: a utility process that main tells where its data and its gateway are, and hands window ports to.

const parent = process.parentPort
let station: Station | undefined

parent.on('message', (event) => {
  const order = stationOrder.parse(event.data)
  switch (order.kind) {
    case 'start':
      // Ends here and is started again until the other one is gone.
      if (!claimFolder(order.dataFolder)) throw new Error(`another station works with ${order.dataFolder}`)
      station = createStation({ dataFolder: order.dataFolder, name: order.stationName, searchWorkerFile: order.searchWorkerFile })
      return
    case 'gateway':
      return station?.follow({ url: order.url, token: order.token })
    case 'port': {
      const port = event.ports[0]
      if (port !== undefined) station?.addWindow(windowPort(port))
      return
    }
    case 'attach-file':
      return station?.attachFile(order.id, order.file)
    case 'save-content':
      return station?.saveContent(order.id, order.sha256, order.file)
    case 'stop':
      station?.close()
      return process.exit(0)
  }
})

function windowPort(port: Electron.MessagePortMain): WindowPort {
  return {
    post: (push) => port.postMessage(push),
    takesText: true,
    onCall: (listener) => void port.on('message', (event) => listener(event.data)),
    onClose(listener) {
      port.on('close', listener)
      port.start()
    },
  }
}
