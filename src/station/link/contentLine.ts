import {
  contentCalls,
  type ContentCall,
  type ContentInput,
  type ContentOutput,
  type ContentToGateway,
} from '#shared/contract/contentTransfer'
import { fail, resultOf, type Result } from '#shared/contract/result'

/** A slow line has this long to carry one piece and its answer; then the piece is tried again from where the other side is. */
const answerTimeoutMs = 30_000

/** The line for contents, as far as a station needs it. Every answer is of the contract; `unavailable` when none came. */
export type ContentLine = <T extends ContentCall>(name: T, message: ContentInput<T>) => Promise<Result<ContentOutput<T>>>

/** What it needs of the socket: one event, one answer. */
export type AskingSocket = {
  readonly connected: boolean
  timeout(ms: number): { emitWithAck(name: ContentCall, message: Parameters<ContentToGateway[ContentCall]>[0]): Promise<unknown> }
}

const answers = {
  'content.offer': resultOf(contentCalls['content.offer'].output),
  'content.piece': resultOf(contentCalls['content.piece'].output),
  'content.fetch': resultOf(contentCalls['content.fetch'].output),
} as const

/** The content line on a station's socket. */
export function contentLineOn(socket: AskingSocket): ContentLine {
  return async <T extends ContentCall>(name: T, message: ContentInput<T>): Promise<Result<ContentOutput<T>>> => {
    if (!socket.connected) return fail('unavailable', 'the gateway is not connected')
    try {
      const answer = answers[name].safeParse(await socket.timeout(answerTimeoutMs).emitWithAck(name, message))
      if (answer.success) return answer.data as Result<ContentOutput<T>>
      return fail('unavailable', `the gateway's answer is not of the contract: ${answer.error.message}`)
    } catch (error) {
      return fail('unavailable', `no answer: ${(error as Error).message}`)
    }
  }
}
