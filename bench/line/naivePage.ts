import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { setInterval } from 'node:timers'
import { _electron } from '@playwright/test'
import { Server } from 'socket.io'
import { readPaintProbe, startPaintProbe, type Painted } from './paintProbe.ts'

/** Sends alerts one by one to a plain `reactive([])` page and tells when each was sent and painted. */
export async function measureNaivePage(
  env: Record<string, string>,
  rate: number,
  seconds: number,
): Promise<{ sentAtMs: Map<string, number>; painted: Painted[] }> {
  const http = createServer()
  const io = new Server(http, { transports: ['websocket'], cors: { origin: true } })
  await new Promise<void>((settle) => http.listen(0, '127.0.0.1', settle))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const app = await _electron.launch({ args: [resolve('bench/line/naiveMain.mjs'), '--no-sandbox', `--url=${url}`], env })
  try {
    const page = await app.firstWindow()
    await page.waitForFunction(() => document.documentElement.dataset['ready'] === 'true')
    await startPaintProbe(page)
    const sentAtMs = new Map<string, number>()
    const total = rate * seconds
    const startedAtMs = performance.now()
    await new Promise<void>((settle) => {
      const timer = setInterval(() => {
        const due = Math.min(total, Math.floor(((performance.now() - startedAtMs) / 1000) * rate))
        while (sentAtMs.size < due) {
          const id = `naive-${sentAtMs.size}`
          sentAtMs.set(id, Date.now())
          io.emit('alert', { id, severity: 'medium', headline: 'Ngập đường Hoàng Diệu, nước chảy xiết', at: new Date().toISOString() })
        }
        if (sentAtMs.size < total) return
        clearInterval(timer)
        settle()
      }, 5)
    })
    await page.waitForFunction((n) => document.querySelectorAll('[data-alert-id]').length === n, total, { timeout: 60_000 })
    return { sentAtMs, painted: await readPaintProbe(page) }
  } finally {
    await app.close()
    await io.close()
  }
}
