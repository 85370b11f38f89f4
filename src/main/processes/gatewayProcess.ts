import { gatewayStatus, type GatewayStart, type GatewayStatus } from '#shared/contract/processes'
import modulePath from '../../gateway/utilityEntry?modulePath'
import { startServiceProcess, type ServiceProcess } from './serviceProcess'

type Options = {
  start: GatewayStart
  env: NodeJS.ProcessEnv
  onStatus(status: GatewayStatus): void
  onDeath(exitCode: number): void
}

/** The embedded gateway: the same code as a standalone one, in a process of its own beside the application. */
export function startGatewayProcess(options: Options): ServiceProcess {
  return startServiceProcess({
    name: 'gateway',
    modulePath,
    env: options.env,
    onStart: (service) => service.post(options.start),
    onMessage: (message) => options.onStatus(gatewayStatus.parse(message)),
    onDeath: (exitCode) => options.onDeath(exitCode),
  })
}
