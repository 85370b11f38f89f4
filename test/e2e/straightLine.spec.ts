import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, startGateway, startRoom, temporaryFolder, withWall } from './room'

/** Pixels of a city view's live layer that have the colour of a severity, within a small distance. */
function pixelsOf(page: Page, token: '--severity-critical' | '--severity-high'): Promise<number> {
  return page.evaluate((name) => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-marks]')
    const context = canvas?.getContext('2d')
    if (canvas === null || context === null || context === undefined) return -1
    const probe = document.createElement('canvas').getContext('2d')
    if (probe === null) return -1
    probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim()
    probe.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    let found = 0
    for (let i = 0; i < data.length; i += 4) {
      const distance = Math.abs((data[i] ?? 0) - red) + Math.abs((data[i + 1] ?? 0) - green) + Math.abs((data[i + 2] ?? 0) - blue)
      if ((data[i + 3] ?? 0) > 200 && distance < 24) found += 1
    }
    return found
  }, token)
}

test('a CAP message posted to the gateway is on the desk list, on the city and on every display', async () => {
  await withWall(4, async (wall) => {
    const data = temporaryFolder('line')
    const room = await startRoom({ wall, data })
    try {
      const desk = await ready(await room.desk())
      const surfaces = await Promise.all([1, 2, 3].map(async (n) => ready(await room.surface(n))))
      const cities = [desk, ...surfaces.filter((_, index) => index !== 1)]
      // The line does not wait for the 3D ground: marks are on the flat one that stands in for it.
      for (const page of cities) await expect(page.locator('[data-mode]')).toBeVisible()
      for (const page of cities) expect(await pixelsOf(page, '--severity-critical')).toBe(0)

      const sample = readFileSync('resources/samples/flood-hieu-river.cap.xml', 'utf8')
      const answer = await postCap(await inletOf(room), sample)
      expect([answer.status, await answer.json()]).toEqual([
        201,
        { ok: true, value: expect.objectContaining({ duplicate: false }) as unknown },
      ])

      const row = desk.locator('li[data-alert-id]')
      await expect(row).toHaveCount(1)
      const id = (await row.getAttribute('data-alert-id')) ?? ''
      for (const page of [desk, ...surfaces]) await expect(page.locator(`[data-strip] [data-alert-id="${id}"]`)).toBeVisible()
      await expect(surfaces[1]?.locator(`li[data-alert-id="${id}"]`) ?? row).toBeVisible()
      // An exercise never looks like reality, on any display.
      for (const page of [desk, ...surfaces]) await expect(page.locator('body')).toContainText('DIỄN TẬP')
      const severity = (await row.getAttribute('data-severity')) === 'critical' ? '--severity-critical' : '--severity-high'
      for (const page of cities) await expect.poll(() => pixelsOf(page, severity)).toBeGreaterThan(30)
      for (const display of [1, 2, 3, 4]) wall.screenshot(test.info().outputPath(`display-${display}.png`), display)

      await desk.keyboard.press('j')
      await expect(desk.locator('article[data-alert-id]')).toHaveAttribute('data-alert-id', id)
      await desk.keyboard.press('a')
      await expect(row).toHaveAttribute('data-state', 'acknowledged')
      await expect(surfaces[1]?.locator(`li[data-alert-id="${id}"]`) ?? row).toHaveAttribute('data-state', 'acknowledged')
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})

test('the gateway is stopped: the application starts with everything it had, an acknowledgement waits, and arrives after reconnection', async () => {
  await withWall(2, async (wall) => {
    const data = temporaryFolder('offline')
    const gatewayData = temporaryFolder('gateway')
    let gateway = await startGateway(gatewayData)
    const port = Number(new URL(gateway.url).port)
    const remote = [`--gateway=${gateway.url}`, `--token-file=${gateway.stationTokenFile}`, '--lang=vi']
    let room = await startRoom({ wall, data, arguments: remote })
    try {
      let desk = await ready(await room.desk())
      await expect(desk.locator('[data-link="live"]')).toBeVisible()
      for (const n of [1, 2, 3]) expect((await postCap(gateway.inlet, buildCap({ identifier: `offline-${n}` }))).status).toBe(201)
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(3)
      const ids = await desk.locator('li[data-alert-id]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['alertId']))
      await gateway.stop()
      await expect(desk.locator('[data-link="offline"]')).toBeVisible()
      await room.close()

      room = await startRoom({ wall, data, arguments: remote })
      desk = await ready(await room.desk())
      await expect(desk.locator('[data-link="offline"]')).toContainText('Mất kết nối từ')
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(3)
      expect(
        await desk.locator('li[data-alert-id]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['alertId'])),
      ).toEqual(ids)

      await desk.keyboard.press('j')
      await desk.keyboard.press('a')
      await expect(desk.locator('[data-waiting]')).toHaveAttribute('data-waiting', '1')
      await expect(desk.locator('.acknowledge[data-request="waiting"]')).toBeVisible()
      await expect(desk.locator('li[data-alert-id][aria-current]')).not.toHaveAttribute('data-state', 'acknowledged')
      wall.screenshot(test.info().outputPath('waiting.png'), 1)
      // A waiting request outlives the application.
      await room.kill()
      room = await startRoom({ wall, data, arguments: remote })
      desk = await ready(await room.desk())
      await expect(desk.locator('[data-waiting]')).toHaveAttribute('data-waiting', '1')

      gateway = await startGateway(gatewayData, port)
      await expect(desk.locator('[data-link="live"]')).toBeVisible({ timeout: 20_000 })
      await expect(desk.locator('[data-waiting]')).toHaveAttribute('data-waiting', '0')
      await expect(desk.locator('li[data-alert-id][data-state="acknowledged"]')).toHaveCount(1)
    } finally {
      await room.close()
      await gateway.stop()
      removeFolder(data)
      removeFolder(gatewayData)
    }
  })
})

test('a token that the gateway does not know is said on the desk', async () => {
  await withWall(1, async (wall) => {
    const data = temporaryFolder('refused')
    const gatewayData = temporaryFolder('gateway')
    const gateway = await startGateway(gatewayData)
    writeFileSync(`${gatewayData}/wrong.token`, 'this-is-not-the-token-at-all')
    const room = await startRoom({
      wall,
      data,
      arguments: [`--gateway=${gateway.url}`, `--token-file=${gatewayData}/wrong.token`, '--lang=vi'],
    })
    try {
      const desk = await ready(await room.desk())
      await expect(desk.locator('[data-link="refused"]')).toContainText('Bị từ chối')
    } finally {
      await room.close()
      await gateway.stop()
      removeFolder(data)
      removeFolder(gatewayData)
    }
  })
})

test('the drill of October 2020 wears its frame on every display and ends without a trace in the queue', async () => {
  await withWall(4, async (wall) => {
    const data = temporaryFolder('drill')
    const room = await startRoom({ wall, data, arguments: ['--scenario=hieu-river-flood-2020-10', '--speed=20000', '--lang=vi'] })
    try {
      const pages = [await room.desk(), ...(await Promise.all([1, 2, 3].map((n) => room.surface(n))))]
      for (const page of pages) await expect(page.locator('.banner[data-drill]')).toBeVisible({ timeout: 30_000 })
      const rows = pages[0]?.locator('li[data-alert-id]')
      if (rows === undefined) throw new Error('no desk')
      await expect(rows).toContainText('trên BĐ3', { timeout: 30_000 })
      for (const page of pages) await expect(page.locator('.banner[data-drill]')).toBeHidden({ timeout: 30_000 })
      await expect(rows).toHaveCount(0)
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})
