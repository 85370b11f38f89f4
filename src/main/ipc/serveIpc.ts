import { ipcMain, type WebContents } from 'electron'
import { callChannel, mainCalls, type MainCall, type MainCallHandlers } from '#shared/contract/ipc'
import { problemsIn } from '#shared/contract/problems'
import { fail, succeed, type Result } from '#shared/contract/result'
import { appOrigin } from '../windows/appFiles'
import { purposeOf, type WindowPurpose } from '../windows/roomWindow'

export type Caller = { contents: WebContents; purpose: WindowPurpose }

/** The one door in: checks who calls, finds the name in the table, parses the input, calls, answers a Result. */
export function serveIpc(handlers: MainCallHandlers<Caller>): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown): Promise<Result<unknown>> => {
    const purpose = purposeOf(event.sender)
    const isOurs = event.senderFrame === event.sender.mainFrame && event.senderFrame?.url.startsWith(`${appOrigin}/`) === true
    if (purpose === undefined || !isOurs) return fail('unauthorised', 'only the application’s own pages may call')
    if (typeof name !== 'string' || !Object.hasOwn(mainCalls, name)) return fail('not-found', `there is no call ${String(name)}`)
    try {
      return succeed(await callOne(handlers, name as MainCall, input, { contents: event.sender, purpose }))
    } catch (error) {
      return fail('invalid', `${name}: ${(error as Error).message}`)
    }
  })
}

function callOne(handlers: MainCallHandlers<Caller>, name: MainCall, input: unknown, caller: Caller): unknown {
  const parsed = mainCalls[name].input.safeParse(input)
  if (!parsed.success) throw new Error(problemsIn(parsed.error))
  // The table gives name and input the same type; the compiler cannot follow that through a lookup.
  return (handlers[name] as (input: unknown, caller: Caller) => unknown)(parsed.data, caller)
}
