import type { WebContents } from 'electron'
import { pushChannel, type MainPush, type MainPushPayload } from '#shared/contract/ipc'

/** The one door out from main to the pages. */
export function pushTo<T extends MainPush>(
  contents: Iterable<WebContents>,
  name: T,
  payload: (target: WebContents) => MainPushPayload<T>,
): void {
  for (const target of contents) if (!target.isDestroyed()) target.send(pushChannel, name, payload(target))
}
