import { fail, succeed, type Result } from '#shared/contract/result'
import type { Accepted, Connector, ConnectorContext } from '../connector'
import { readCapMessage, type CapMessage } from './capMessage'
import { toOutcome, type CapOutcome } from './capObservation'
import { maximumXmlBytes, parseXml } from './capXml'
import { watchFolder, type FileOutcome, type FolderTiming, type WatchedFolder } from './watchedFolder'

/** What came in besides alerts, since the connector was made. */
export type CapCounts = {
  acknowledgements: number
  errorReports: number
  networkMessages: number
  /** Parts of accepted messages that were not understood and left out. */
  warnings: number
}

export type CapConnector = Connector & {
  /** Takes one CAP message. Never throws; a refusal says everything that is wrong with the message. */
  receive(body: Buffer, contentType: string, origin: string): Promise<Result<Accepted>>
  counts(): CapCounts
}

type Options = {
  /** Folder whose `*.xml` and `*.cap` files are taken as messages. */
  watchFolder?: string
  timing?: Partial<FolderTiming>
}

/** CAP 1.2 and 1.1 in: by HTTP (the gateway's inlet calls `receive`) and from a watched folder. */
export function createCapConnector(options: Options = {}): CapConnector {
  const counts: CapCounts = { acknowledgements: 0, errorReports: 0, networkMessages: 0, warnings: 0 }
  let context: ConnectorContext | undefined
  let folder: WatchedFolder | undefined

  async function deliver({ message, outcome }: ReadMessage, to: ConnectorContext): Promise<Result<Accepted>> {
    if (outcome.kind === 'no-effect') {
      const counted = { Ack: 'acknowledgements', Error: 'errorReports', System: 'networkMessages' } as const
      counts[counted[outcome.because]] += 1
      counts.warnings += message.warnings.length
      return succeed({ facts: 0, duplicate: false, alertId: null })
    }
    try {
      const result = await to.offer(outcome.observation)
      if (result.ok) counts.warnings += message.warnings.length
      return result
    } catch (error) {
      return fail('unavailable', `the message could not be written down: ${(error as Error).message}`)
    }
  }

  return {
    name: 'cap',
    async start(lent) {
      context = lent
      if (options.watchFolder === undefined) return
      try {
        folder = await watchFolder<ReadMessage>({
          folder: options.watchFolder,
          maximumBytes: maximumXmlBytes,
          timing: options.timing,
          read: (bytes) => readMessage(bytes, '', lent.now()),
          deliver: async (read) => fileOutcome(await deliver(read, lent)),
          onRefused: (name, failure) => lent.reject(name, failure.message),
          onTrouble: (error) => lent.fail(`the folder ${options.watchFolder} cannot be watched: ${(error as Error).message}`),
        })
      } catch (error) {
        lent.fail(`the folder ${options.watchFolder} cannot be used: ${(error as Error).message}`)
      }
    },
    async stop() {
      context = undefined
      await folder?.stop()
      folder = undefined
    },
    async receive(body, contentType, origin) {
      if (context === undefined) return fail('unavailable', 'the CAP connector is not running')
      const lent = context
      const read = readMessage(body, contentType, lent.now())
      if (read.ok) return deliver(read.value, lent)
      lent.reject(origin, read.failure.message)
      return read
    },
    counts: () => ({ ...counts }),
  }
}

type ReadMessage = { message: CapMessage; outcome: CapOutcome }

function readMessage(bytes: Buffer, contentType: string, receivedAtMs: number): Result<ReadMessage> {
  const root = parseXml(bytes, contentType)
  if (!root.ok) return root
  const message = readCapMessage(root.value)
  if (!message.ok) return message
  const outcome = toOutcome(message.value, receivedAtMs)
  return outcome.ok ? succeed({ message: message.value, outcome: outcome.value }) : outcome
}

// What the gateway could not write down says nothing against the message: it stays and is offered again.
function fileOutcome(result: Result<Accepted>): FileOutcome {
  if (result.ok) return { kind: 'accepted' }
  const { failure } = result
  return failure.code === 'unavailable' || failure.code === 'internal' ? { kind: 'later' } : { kind: 'refused', failure }
}
