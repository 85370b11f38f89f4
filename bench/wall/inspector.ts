/** A page, or the main process, of a running application, asked over the inspector's own protocol: a page is let go before it is killed. */
export type Inspector = { evaluate<Result>(expression: string): Promise<Result>; close(): void }

type Answer = { id: number; result?: { result?: { value?: unknown }; exceptionDetails?: unknown }; error?: unknown }

/** Connects to an inspector; `isMain` where it is Node's, whose expressions may call `require`. */
export async function inspect(url: string, isMain = false): Promise<Inspector> {
  const socket = new WebSocket(url)
  await new Promise<void>((settle, reject) => {
    socket.addEventListener('open', () => settle(), { once: true })
    socket.addEventListener('error', () => reject(new Error(`no inspector at ${url}`)), { once: true })
  })
  const waiting = new Map<number, { settle(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(String(data)) as Answer
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error !== undefined || result?.exceptionDetails !== undefined)
      asked?.reject(new Error(JSON.stringify(error ?? result?.exceptionDetails)))
    else asked?.settle(result?.result?.value)
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error(`the inspector at ${url} is gone`))
    waiting.clear()
  })
  return {
    evaluate: <Result>(expression: string) =>
      new Promise<Result>((settle, reject) => {
        last += 1
        waiting.set(last, { settle: (value) => settle(value as Result), reject })
        const params = { expression, awaitPromise: true, returnByValue: true, includeCommandLineAPI: isMain }
        socket.send(JSON.stringify({ id: last, method: 'Runtime.evaluate', params }))
      }),
    close: () => socket.close(),
  }
}

/** Where the inspectors of the pages listen, by the address of the page. */
export async function pageInspectors(port: number): Promise<Map<string, string>> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`)
  const targets = (await answer.json()) as { type: string; url: string; webSocketDebuggerUrl: string }[]
  return new Map(targets.filter(({ type }) => type === 'page').map(({ url, webSocketDebuggerUrl }) => [url, webSocketDebuggerUrl]))
}
