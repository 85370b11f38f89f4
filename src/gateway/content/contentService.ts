import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AttachmentReference } from '#shared/contract/attachment'
import { contentCalls, type ContentCall, type ContentWanted } from '#shared/contract/contentTransfer'
import { fail, succeed, type Result } from '#shared/contract/result'
import { gatewayContentBytes, readContentLimits } from '#shared/domain/contentLimits'
import type { Timers } from '#shared/timers'
import { openContentStore, type ContentStore } from '#storage/content/contentStore'
import type { ContentReferences } from '../log/contentReferences'
import { openContentDoor, type ContentDoor, type ContentSocket } from './contentDoor'
import { keepContentRetention } from './contentRetention'
import { createMissingContents } from './missingContents'

type Options = {
  /** The gateway's folder: contents stand in `content`, their limits in `content.json`. */
  dataFolder: string
  references: ContentReferences
  /** To every station that is connected. */
  tell(message: ContentWanted): void
  now(): number
  timers: Timers
  onTrouble(error: unknown): void
}

/** All that a gateway does with attachments. */
export type ContentService = {
  /** One station that was let in. */
  serve(socket: ContentSocket & { emit(name: 'content.wanted', message: ContentWanted): unknown }): void
  check: ContentDoor['check']
  close(): void
}

/** Opens the contents of a gateway. Where they cannot be opened the gateway works on, and everything about them is `unavailable`. */
export function startContentService(options: Options): ContentService {
  const { dataFolder, references, now, timers, onTrouble } = options
  const { limits, problem } = readContentLimits(join(dataFolder, 'content.json'), gatewayContentBytes, (file) => readFileSync(file, 'utf8'))
  if (problem !== null) onTrouble(`${problem}; until that is mended the limits of attachments are those by default`)
  const store = openOrSay()
  if (store === null) return unavailableService()
  const door = openContentDoor({ store, fileBytes: limits.fileBytes, onTrouble })
  const missing = createMissingContents({ store, references, tell: options.tell })
  missing.lookThrough()
  const stopRetention = keepContentRetention({ store, references, now, timers, onTrouble })

  return {
    serve(socket) {
      door.serve(socket)
      const wanted = missing.wanted()
      if (wanted !== null) socket.emit('content.wanted', wanted)
    },
    check: door.check,
    close: stopRetention,
  }

  function openOrSay(): ContentStore | null {
    try {
      return openContentStore({
        folder: join(dataFolder, 'content'),
        totalBytes: limits.totalBytes,
        freeBytes: limits.freeBytes,
        evicts: false,
        now,
        onDamaged(sha256) {
          onTrouble(`the attachment ${sha256} was damaged on the disk: it was moved aside, and stations are asked for it`)
          missing.lost(sha256)
        },
      })
    } catch (error) {
      onTrouble(error)
      return null
    }
  }
}

function unavailableService(): ContentService {
  const refusal = fail('unavailable', 'the gateway cannot keep attachments now: see its record')
  return {
    serve(socket) {
      for (const name of Object.keys(contentCalls) as ContentCall[]) {
        socket.on(name, (_message: unknown, answer: (result: typeof refusal) => void) => answer(refusal))
      }
    },
    check: (attachments: readonly AttachmentReference[]): Promise<Result<null>> =>
      Promise.resolve(attachments.length === 0 ? succeed(null) : refusal),
    close: () => undefined,
  }
}
