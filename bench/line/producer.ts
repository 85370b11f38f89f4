import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'
import { buildCap } from '../../test/builders/capBuilder.ts'

// A sender in a process of its own: posts CAP messages at a steady rate and prints one JSON line with what became of them.

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    prefix: { type: 'string', default: 'bench' },
    rate: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '10' },
  },
})
const rate = Number(values.rate)
const total = Math.round(rate * Number(values.seconds))
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const startedAtMs = performance.now()
let sent = 0
let accepted = 0
let refused = 0
let lastAcceptedAtMs = startedAtMs

function post(n: number): void {
  const body = buildCap({
    identifier: `${values.prefix}-${n}`,
    sentAtMs: Date.now(),
    severity: 'Moderate',
    urgency: 'Expected',
    headline: `Phản ánh số ${n}: ngập đường Hoàng Diệu, nước chảy xiết`,
    circle: `${(16.79 + (n % 70) / 1000).toFixed(4)},${(107.06 + ((n * 7) % 80) / 1000).toFixed(4)} 0.2`,
  })
  const outgoing = request(`${values.url}/cap`, {
    method: 'POST',
    agent,
    headers: { Authorization: `Bearer ${values.token}`, 'Content-Type': 'application/cap+xml', 'Content-Length': Buffer.byteLength(body) },
  })
  outgoing.once('response', (response) => {
    response.resume()
    if (response.statusCode === 201) accepted += 1
    else refused += 1
    lastAcceptedAtMs = performance.now()
    finishWhenDone()
  })
  outgoing.once('error', () => {
    refused += 1
    finishWhenDone()
  })
  outgoing.end(body)
}

function finishWhenDone(): void {
  if (accepted + refused < total) return
  console.log(JSON.stringify({ sent, accepted, refused, elapsedMs: lastAcceptedAtMs - startedAtMs }))
  process.exit(0)
}

const timer = setInterval(
  () => {
    const due = Math.min(total, Math.floor(((performance.now() - startedAtMs) / 1000) * rate))
    while (sent < due) post((sent += 1))
    if (sent >= total) clearInterval(timer)
  },
  Math.min(20, 1000 / rate),
)
