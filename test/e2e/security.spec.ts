import { expect, test } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

test('pages are sandboxed, isolated, and cannot leave the application', async () => {
  await withWall(2, async (wall) => {
    const data = temporaryFolder('security')
    const room = await startRoom({ wall, data })
    try {
      const desk = await ready(await room.desk())
      await ready(await room.surface(1))

      const preferences = await room.app.evaluate(({ webContents }) =>
        webContents.getAllWebContents().map((contents) => {
          const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
            contents as unknown as { getLastWebPreferences(): Record<string, boolean> }
          ).getLastWebPreferences()
          return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
        }),
      )
      expect(preferences).toEqual(
        [1, 2].map(() => ({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false })),
      )

      const fromPage = await desk.evaluate(async () => {
        const tried = async (work: () => Promise<unknown>): Promise<string> =>
          work().then(
            () => 'allowed',
            () => 'refused',
          )
        return {
          bridge: Object.keys((window as unknown as { room: object }).room).toSorted(),
          require: typeof (globalThis as Record<string, unknown>)['require'],
          process: typeof (globalThis as Record<string, unknown>)['process'],
          opened: window.open('https://example.invalid/') === null,
          network: await tried(() => fetch('https://example.invalid/')),
          loopback: await tried(() => fetch('http://127.0.0.1:1/')),
          otherHost: await tried(() => fetch('app://elsewhere/index.html')),
          traversal: (await fetch('app://bundle/city-data/..%2f..%2f..%2fpackage.json')).status,
          notData: (await fetch('app://bundle/city-data/LICENSES.md')).status,
          geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
        }
      })
      expect(fromPage).toEqual({
        bridge: ['call', 'onPush'],
        require: 'undefined',
        process: 'undefined',
        opened: true,
        network: 'refused',
        loopback: 'refused',
        otherHost: 'refused',
        traversal: 404,
        notData: 404,
        geolocation: 'denied',
      })

      await desk.evaluate(() => {
        location.href = 'https://example.invalid/'
      })
      expect(desk.url()).toMatch(/^app:\/\/bundle\//)
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})

test('the content security policy stands on every answer, and script from text does not run', async () => {
  await withWall(1, async (wall) => {
    const data = temporaryFolder('security')
    const room = await startRoom({ wall, data })
    try {
      const desk = await ready(await room.desk())
      const policy = await desk.evaluate(async () => (await fetch('/index.html')).headers.get('content-security-policy'))
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toContain(" 'unsafe-eval'")
      // Run from page code: what the debugger evaluates itself is not under the policy.
      const ran = await desk.evaluate(
        () =>
          new Promise<string[]>((settle) => {
            const violations: string[] = []
            document.addEventListener('securitypolicyviolation', (event) => {
              violations.push(event.effectiveDirective)
              settle(violations)
            })
            const script = document.createElement('script')
            script.textContent = 'window.inlineRan = true'
            document.head.append(script)
          }),
      )
      expect(ran).toEqual(['script-src-elem'])
      expect(await desk.evaluate(() => (window as unknown as { inlineRan?: boolean }).inlineRan)).toBeUndefined()

      const refused = await desk.evaluate(() =>
        (window as unknown as { room: { call(name: string, input: unknown): Promise<unknown> } }).room.call('shell.open', '/etc/passwd'),
      )
      expect(refused).toMatchObject({ ok: false, failure: { code: 'not-found' } })
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})
