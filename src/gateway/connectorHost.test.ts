import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectorReport } from '#shared/contract/room'
import { fail, succeed, type Result } from '#shared/contract/result'
import { buildAlert } from '#test/builders/alertBuilder'
import type { Event } from './authority'
import { createConnectorHost, type ConnectorHost } from './connectorHost'
import type { Accepted, Connector, ConnectorContext } from './connectors/connector'

let events: Event[]
let outcome: Result<Accepted>
let host: ConnectorHost
let stopped: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000 })
  events = []
  stopped = []
  outcome = succeed({ facts: 1, duplicate: false, alertId: 'a' })
  host = createConnectorHost({
    now: Date.now,
    submit(event) {
      events.push(event)
      return Promise.resolve(event.kind === 'connector-report' ? succeed({ facts: 1, duplicate: false, alertId: null }) : outcome)
    },
  })
})
afterEach(() => vi.useRealTimers())

const reports = () => events.flatMap((event) => (event.kind === 'connector-report' ? [connectorReport.parse(event.report)] : []))
const offered = { kind: 'alert' as const, alert: buildAlert(), drill: false }

async function startConnector(name = 'cap'): Promise<ConnectorContext> {
  let context: ConnectorContext | undefined
  const connector: Connector = {
    name,
    start: (lent) => Promise.resolve(void (context = lent)),
    stop: () => Promise.resolve(void stopped.push(name)),
  }
  await host.start(connector)
  if (context === undefined) throw new Error('the connector was not started')
  return context
}

const fresh = { connector: 'cap', state: 'running', accepted: 0, duplicates: 0, rejected: 0, lastRejection: null }

test('a connector that started is reported at once', async () => {
  await startConnector()
  expect(reports()).toEqual([fresh])
})

test('counts what became of what it brought, and says so once every two seconds at most', async () => {
  const context = await startConnector()
  await context.offer(offered)
  outcome = succeed({ facts: 0, duplicate: true, alertId: 'a' })
  await context.offer(offered)
  outcome = fail('invalid', 'no such gauge')
  expect(await context.offer(offered)).toEqual(outcome)
  context.reject('127.0.0.1', 'not XML')
  vi.advanceTimersByTime(1_999)
  expect(reports()).toEqual([fresh])
  vi.advanceTimersByTime(1)
  const lastRejection = { atMs: 1_000, origin: '127.0.0.1', reason: 'not XML' }
  expect(reports().slice(1)).toEqual([{ ...fresh, accepted: 1, duplicates: 1, rejected: 2, lastRejection }])
  vi.advanceTimersByTime(10_000)
  expect(reports().length).toBe(2)
})

test('a hostile reason is made fit for the log', async () => {
  await startConnector()
  host.reject('cap', `\u202e${'o'.repeat(400)}`, `${'r'.repeat(999)}🚨\0`)
  vi.advanceTimersByTime(2_000)
  expect(reports().at(-1)?.lastRejection).toEqual({ atMs: 1_000, origin: 'o'.repeat(300), reason: 'r'.repeat(999) })
})

test('a connector that cannot go on is reported as failed, with the reason', async () => {
  const context = await startConnector()
  context.fail('the folder is gone')
  vi.advanceTimersByTime(2_000)
  expect(reports().at(-1)).toMatchObject({ state: 'failed', lastRejection: { origin: 'cap', reason: 'the folder is gone' } })
})

test('stops every connector, and reports no more', async () => {
  const context = await startConnector('cap')
  await startConnector('scenario')
  context.reject('x', 'y')
  await host.stop()
  context.reject('x', 'y')
  vi.advanceTimersByTime(10_000)
  expect([stopped, reports().length, vi.getTimerCount()]).toEqual([['cap', 'scenario'], 2, 0])
})
