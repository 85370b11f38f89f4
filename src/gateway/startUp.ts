import { createGateway, type Gateway, type GatewayOptions, type GatewayProblem } from './gateway'
import { readOrMakeTokens, type Tokens } from './tokens'

export type StartUp = Omit<GatewayOptions, 'tokens'> & { whenPortBusy: 'fail' | 'take-another' }
export type Started = { ok: true; gateway: Gateway; tokens: Tokens; busyPort: number | null } | { ok: false; problem: GatewayProblem }

/** Reads or makes the tokens and starts the gateway; with `take-another`, a busy port is answered by using a free one. */
export async function startUp(options: StartUp): Promise<Started> {
  let tokens: Tokens
  try {
    tokens = readOrMakeTokens(options.dataFolder)
  } catch (error) {
    return { ok: false, problem: { code: 'log-unwritable', where: options.dataFolder, detail: (error as Error).message } }
  }
  const first = await createGateway({ ...options, tokens })
  if (first.ok) return { ok: true, gateway: first.gateway, tokens, busyPort: null }
  if (first.problem.code !== 'port-busy' || options.whenPortBusy === 'fail') return first
  const second = await createGateway({ ...options, tokens, port: 0 })
  return second.ok ? { ok: true, gateway: second.gateway, tokens, busyPort: options.port } : second
}
