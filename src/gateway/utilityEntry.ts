import { gatewayStart, type GatewayStatus } from '#shared/contract/processes'
import { startUp } from './startUp'
import { inletTokenFile } from './tokens'

// Built entry of the embedded gateway: a utility process of the application, told what to do by one message.

const parent = process.parentPort
const tell = (status: GatewayStatus): void => parent.postMessage(status)

parent.once('message', (event) => {
  const order = gatewayStart.parse(event.data)
  startUp({ ...order, whenPortBusy: 'take-another' })
    .then((started) => {
      if (!started.ok) return tell({ kind: 'failed', ...started.problem, where: started.problem.where })
      parent.on('message', () => void started.gateway.close().then(() => process.exit(0)))
      tell({
        kind: 'ready',
        url: started.gateway.url,
        port: started.gateway.port,
        busyPort: started.busyPort,
        stationToken: started.tokens.station,
        inletTokenFile: inletTokenFile(order.dataFolder),
      })
    })
    .catch((error: unknown) => tell({ kind: 'failed', code: 'internal', where: order.dataFolder, detail: String(error) }))
})
