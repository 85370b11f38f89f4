import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { dialRaw, hello } from '../contract/rawStation'
import { axeFindings } from './axeFindings'
import { postCap, ready, removeFolder, startGateway, startRoom, temporaryFolder, withWall } from './room'

test('an alert is noted, taken, corrected and closed by keys alone; what was late at another desk stands as a conflict until it is settled', async () => {
  await withWall(2, async (wall) => {
    const data = temporaryFolder('handling')
    const gatewayData = temporaryFolder('gateway')
    let gateway = await startGateway(gatewayData)
    const port = Number(new URL(gateway.url).port)
    const remote = [`--gateway=${gateway.url}`, `--token-file=${gateway.stationTokenFile}`, '--lang=vi']
    let room = await startRoom({ wall, data, arguments: remote })
    try {
      let desk = await ready(await room.desk())
      await expect(desk.locator('[data-link="live"]')).toBeVisible()
      for (const n of [1, 2]) {
        const cap = buildCap({ identifier: `handled-${n}`, severity: 'Moderate', urgency: 'Expected', headline: `Ngập đường số ${n}` })
        expect((await postCap(gateway.inlet, cap)).status).toBe(201)
      }
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(2)
      await desk.keyboard.press('j')
      const detail = desk.locator('article[data-alert-id]')
      const id = (await detail.getAttribute('data-alert-id')) ?? ''

      await desk.keyboard.press('n')
      await desk.keyboard.type('Đập tràn bắt đầu chảy')
      expect(await axeFindings(desk)).toEqual([])
      await desk.keyboard.press('Control+Enter')
      await expect(detail.locator('[data-handling="notes"]')).toContainText('Đập tràn bắt đầu chảy')

      await desk.keyboard.press('t')
      await expect(detail.locator('[data-handling="assigned"]')).toBeVisible()

      await desk.keyboard.press('r')
      await expect(detail.locator('[data-form="amend"]')).toBeVisible()
      expect(await axeFindings(desk)).toEqual([])
      wall.screenshot(test.info().outputPath('amend.png'), 1)
      await desk.keyboard.press('End')
      await desk.keyboard.press('ArrowUp')
      await desk.keyboard.press('ArrowUp')
      await desk.keyboard.press('Tab')
      await desk.keyboard.type('Ngập sâu nửa mét')
      await desk.keyboard.press('Tab')
      await desk.keyboard.press('Tab')
      await desk.keyboard.type('đo lại tại chỗ')
      await desk.keyboard.press('Control+Enter')
      await expect(detail.locator('[data-handling="amended"]')).toContainText('Ngập đường số')
      await expect(detail.locator('h3')).toHaveText('Ngập sâu nửa mét')
      wall.screenshot(test.info().outputPath('handled.png'), 1)

      await desk.keyboard.press('d')
      await desk.keyboard.press('Tab')
      await desk.keyboard.type('nước đã rút')
      expect(await axeFindings(desk)).toEqual([])
      wall.screenshot(test.info().outputPath('close.png'), 1)
      await desk.keyboard.press('Control+Enter')
      await expect(desk.locator(`li[data-alert-id="${id}"]`)).toHaveCount(0)
      await expect(detail.locator('[data-handling="closed"]')).toContainText('nước đã rút')

      // Without a line: assigned here, and meanwhile by somebody else.
      await desk.keyboard.press('Escape')
      await desk.keyboard.press('j')
      const other = (await detail.getAttribute('data-alert-id')) ?? ''
      expect(other).not.toBe(id)
      await gateway.stop()
      await expect(desk.locator('[data-link="offline"]')).toBeVisible()
      await desk.keyboard.press('p')
      await desk.keyboard.type('Đội 1')
      await desk.keyboard.press('Enter')
      await expect(detail.locator('[data-pending="alert.assign"]')).toHaveAttribute('data-request', 'waiting')
      await room.close()
      gateway = await startGateway(gatewayData, port)
      const colleague = await dialRaw(gateway.url, hello(readFileSync(gateway.stationTokenFile, 'utf8').trim()))
      const assigned = await colleague.request('alert.assign', {
        key: randomUUID(),
        madeAtMs: Date.now(),
        input: { id: other, expectedVersion: 1, to: { id: null, name: 'Đội 2' } },
      })
      expect(assigned).toMatchObject({ ok: true })
      colleague.close()

      room = await startRoom({ wall, data, arguments: remote })
      desk = await ready(await room.desk())
      await expect(desk.locator('[data-conflicts="1"]')).toBeVisible()
      await desk.keyboard.press('g')
      await desk.keyboard.press('x')
      await expect(desk.locator('[data-version="mine"]')).toHaveText('Phân công cho Đội 1')
      await expect(desk.locator('[data-version="theirs"]')).toHaveText('đã phân công cho Đội 2')
      await expect(desk.locator('[data-conflict]')).toContainText('Bàn trực lạ')
      expect(await axeFindings(desk)).toEqual([])
      wall.screenshot(test.info().outputPath('conflict.png'), 1)
      await desk.keyboard.press('Tab')
      await desk.keyboard.press('Enter')
      await expect(desk.locator('[data-conflicts]')).toHaveCount(0)
      await desk.keyboard.press('Escape')
      await desk.keyboard.press('j')
      await expect(desk.locator('[data-handling="assigned"]')).toContainText('Đội 1')
    } finally {
      await room.close()
      await gateway.stop()
      removeFolder(data)
      removeFolder(gatewayData)
    }
  })
})
