import { join } from 'node:path'
import type { GatewayStatus } from '#shared/contract/processes'
import type { Notice } from '#shared/contract/stationPort'
import { startGatewayProcess } from '../processes/gatewayProcess'
import type { NoticeBoard } from './noticeBoard'
import type { Options } from './options'
import { readToken, scenarioFile, type Places } from './places'

type Parts = {
  options: Options
  places: Places
  version: string
  env: NodeJS.ProcessEnv
  notices: NoticeBoard
  /** The gateway can be reached (again). */
  onReady(gateway: { url: string; token: string }): void
}

/** The gateway this station follows: an embedded one that we run, or one that somebody else runs. */
export type GatewayLink = { kind: 'embedded' | 'remote'; url(): string | null; stop(): Promise<void> }

const noticeOf: Record<Extract<GatewayStatus, { kind: 'failed' }>['code'], Notice['code']> = {
  'port-busy': 'gateway-port-busy',
  'log-future-schema': 'gateway-log-future-schema',
  'log-not-a-database': 'gateway-log-not-a-database',
  'log-unwritable': 'gateway-log-unwritable',
  'city-unreadable': 'gateway-failed',
  internal: 'gateway-failed',
}

/** What may be over in a moment: a predecessor that still holds the log, a disk that is full just now. */
const passing: Extract<GatewayStatus, { kind: 'failed' }>['code'][] = ['log-unwritable', 'port-busy', 'internal']

/** Starts the embedded gateway, or takes the address and token of another. What the options name must be there (`missingInput`). */
export function linkGateway(parts: Parts): GatewayLink {
  return parts.options.gateway === null ? runEmbedded(parts) : followRemote(parts, parts.options.gateway)
}

function followRemote(parts: Parts, url: string): GatewayLink {
  parts.onReady({ url, token: readToken(parts.options.tokenFile ?? '') })
  return { kind: 'remote', url: () => url, stop: () => Promise.resolve() }
}

function runEmbedded(parts: Parts): GatewayLink {
  const { options, places, notices } = parts
  let url: string | null = null
  const file = options.scenario === null ? null : scenarioFile(places, options.scenario)
  const scenario = file === null ? null : { file, speed: options.speed }
  const service = startGatewayProcess({
    start: { dataFolder: places.gatewayData, cityFolder: places.city, port: options.port, version: parts.version, scenario },
    env: parts.env,
    onStatus(status) {
      if (status.kind === 'failed') {
        notices.add(noticeOf[status.code], 'error', { where: status.where, detail: status.detail })
        if (passing.includes(status.code)) service.startOver()
        return
      }
      for (const code of passing) notices.withdraw(noticeOf[code])
      url = status.url
      if (status.busyPort !== null)
        notices.add('gateway-port-busy', 'warning', { where: `127.0.0.1:${status.busyPort}`, detail: status.url })
      parts.onReady({ url: status.url, token: status.stationToken })
      announce(status, places)
    },
    onDeath: (exitCode) => notices.add('process-restarted', 'warning', { where: 'gateway', detail: String(exitCode) }),
  })
  return { kind: 'embedded', url: () => url, stop: () => service.stop({ kind: 'stop' }, 4_000) }
}

/** What a person needs to try the door for messages, in lines that can be copied. */
function announce(status: Extract<GatewayStatus, { kind: 'ready' }>, places: Places): void {
  console.log(`room: gateway ready at ${status.url}`)
  console.log('room: post a CAP message with')
  console.log(
    `  curl -H "Authorization: Bearer $(cat '${status.inletTokenFile}')" -H 'Content-Type: application/cap+xml' --data-binary @'${join(places.samples, 'flood-hieu-river.cap.xml')}' ${status.url}/cap`,
  )
}
