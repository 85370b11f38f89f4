import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { fail, type Failure, type FailureCode, type Result } from '#shared/contract/result'

/** Largest message body taken, in bytes. The largest real CAP messages are a few hundred kilobytes. */
export const maximumBodyBytes = 1_048_576

/** How long a sender that sends too much may go on before the line is cut. */
const lingerMs = 5_000

/** Something that takes a posted message. */
export type Receiver = { receive(body: Buffer, contentType: string, origin: string): Promise<Result<{ duplicate: boolean }>> }

type Options = {
  token: string
  /** Receiver by path, as `/cap`. */
  receivers: Record<string, Receiver>
  health(): object
  onRefused(path: string, origin: string, failure: Failure): void
}

const statusOf: Record<FailureCode, number> = {
  unauthorised: 401,
  'protocol-version': 426,
  invalid: 422,
  'not-found': 404,
  'already-acknowledged': 409,
  'already-assigned': 409,
  'already-amended': 409,
  'already-closed': 409,
  'already-over': 409,
  'already-set-aside': 409,
  'already-reopened': 409,
  'stale-version': 409,
  'wall-held': 409,
  'shelving-limit': 422,
  'too-late': 409,
  'own-proposal': 403,
  'too-large': 413,
  'no-room': 507,
  'content-missing': 424,
  unavailable: 503,
  internal: 500,
}

/** The HTTP door for messages from outside: a token, a size limit, one answer in JSON that says what was wrong. */
export function createInlet(options: Options): RequestListener {
  return (request, response) => {
    // Not parsed as a URL: what is no URL must not get further than a refusal.
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path === '/health' && request.method === 'GET') return answer(response, 200, { ok: true, value: options.health() })
    void take(request, response, path)
  }

  async function take(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const origin = request.socket.remoteAddress ?? 'unknown'
    const refuse = (failure: Failure): void => {
      options.onRefused(path, origin, failure)
      answer(response, statusOf[failure.code], { ok: false, failure })
    }
    const receiver = Object.hasOwn(options.receivers, path) ? options.receivers[path] : undefined
    if (receiver === undefined) return refuse(fail('not-found', `nothing is received at ${path}; POST CAP messages to /cap`).failure)
    if (request.method !== 'POST') return refuse(fail('invalid', `${path} takes POST, not ${request.method ?? 'that'}`).failure)
    if (!sameSecret(bearerOf(request), options.token)) {
      return refuse(fail('unauthorised', 'the request has no valid token: send the header "Authorization: Bearer <token>"').failure)
    }
    const body = await readBody(request)
    if (body === 'broken-off') {
      const { failure } = fail('invalid', 'the sender hung up before the message was complete')
      return options.onRefused(path, origin, failure)
    }
    if (body === 'too-large') {
      refuse(fail('too-large', `the message is larger than ${maximumBodyBytes} bytes`, { limit: maximumBodyBytes }).failure)
      return passOver(request)
    }
    try {
      const result = await receiver.receive(body, request.headers['content-type'] ?? '', origin)
      if (result.ok) return answer(response, result.value.duplicate ? 200 : 201, result)
      answer(response, statusOf[result.failure.code], result)
    } catch (error) {
      refuse(fail('internal', `the message could not be handled: ${(error as Error).message}`).failure)
    }
  }
}

/** Whether two secrets are the same, in a time that does not tell how much of them is. */
export function sameSecret(one: string, other: string): boolean {
  const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()
  return timingSafeEqual(digest(one), digest(other))
}

function bearerOf(request: IncomingMessage): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

/**
 * Lets the rest of a body go by without keeping it, for a while: hanging up at once (or answering "Connection: close", which
 * comes to the same) would reset the connection before the sender, who is still sending, has read why.
 */
function passOver(request: IncomingMessage): void {
  const timer = setTimeout(() => request.destroy(), lingerMs)
  request.once('close', () => clearTimeout(timer))
  request.resume()
}

/** The whole body, or why there is none, as soon as that is known. */
function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'broken-off'> {
  if (Number(request.headers['content-length'] ?? 0) > maximumBodyBytes) return Promise.resolve('too-large')
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= maximumBodyBytes) return void chunks.push(chunk)
      request.pause()
      request.removeAllListeners('data')
      resolve('too-large')
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.on('error', () => resolve('broken-off'))
  })
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body) + '\n')
}
