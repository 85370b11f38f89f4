import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { dialRaw, hello } from '../contract/rawStation'
import { axeFindings } from './axeFindings'
import { postCap, ready, removeFolder, startGateway, startRoom, temporaryFolder, withWall } from './room'

test('by keys alone an alert is shelved, fetched back, acknowledged with a conclusion and reopened; several at once and back; a type is changed by two desks', async () => {
  await withWall(2, async (wall) => {
    const data = temporaryFolder('life')
    const gatewayData = temporaryFolder('gateway')
    const gateway = await startGateway(gatewayData)
    const remote = [`--gateway=${gateway.url}`, `--token-file=${gateway.stationTokenFile}`, '--lang=vi']
    const room = await startRoom({ wall, data, arguments: remote })
    try {
      const desk = await ready(await room.desk())
      await expect(desk.locator('[data-link="live"]')).toBeVisible()
      for (const n of [1, 2]) {
        const cap = buildCap({ identifier: `life-${n}`, severity: 'Moderate', urgency: 'Expected', headline: `Ngập đường số ${n}` })
        expect((await postCap(gateway.inlet, cap)).status).toBe(201)
      }
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(2)
      await desk.keyboard.press('j')
      const detail = desk.locator('article[data-alert-id]')
      const id = (await detail.getAttribute('data-alert-id')) ?? ''
      const row = desk.locator(`li[data-alert-id="${id}"]`)
      await expect(detail.locator('[data-life="seen"]')).toBeVisible()
      await expect(detail.locator('[data-alert-type]')).not.toHaveAttribute('data-alert-type', 'none')
      expect(await axeFindings(desk)).toEqual([])
      wall.screenshot(test.info().outputPath('card.png'), 1)

      await desk.keyboard.press('s')
      await desk.keyboard.press('Tab')
      await desk.keyboard.type('chờ đội đến nơi')
      expect(await axeFindings(desk)).toEqual([])
      await desk.keyboard.press('Control+Enter')
      await expect(row).toHaveAttribute('data-state', 'shelved')
      await expect(detail.locator('[data-life="shelved"]')).toContainText('chờ đội đến nơi')
      wall.screenshot(test.info().outputPath('shelved.png'), 1)
      await desk.keyboard.press('s')
      await expect(row).toHaveAttribute('data-state', 'unacknowledged')

      await desk.keyboard.press('q')
      await desk.keyboard.press('Tab')
      await desk.keyboard.type('cử người đến xem')
      expect(await axeFindings(desk)).toEqual([])
      await desk.keyboard.press('Control+Enter')
      await expect(detail.locator('[data-life="next"]')).toContainText('cử người đến xem')
      await desk.keyboard.press('u')
      await desk.keyboard.type('nhầm')
      await desk.keyboard.press('Control+Enter')
      await expect(row).toHaveAttribute('data-state', 'unacknowledged')

      await desk.keyboard.press('*')
      await expect(desk.locator('[data-bulk]')).toContainText('Đã chọn 2 cảnh báo')
      await desk.keyboard.press('a')
      expect(await axeFindings(desk)).toEqual([])
      wall.screenshot(test.info().outputPath('bulk.png'), 1)
      await desk.locator('[data-form="bulk"] button[type=submit]').press('Enter')
      await expect(desk.locator('li[data-state="acknowledged"]')).toHaveCount(2)
      await desk.keyboard.press('z')
      await expect(desk.locator('li[data-state="unacknowledged"]')).toHaveCount(2)

      await desk.keyboard.press('g')
      await desk.keyboard.press('b')
      await expect(desk.locator('[data-alert-types]')).toBeVisible()
      await desk.locator('[data-type="ngap-duong"]').click()
      await desk.locator('input[name=shelvingMinutes]').fill('45')
      await desk.locator('input[name=reason]').fill('đội đến trong 45 phút')
      expect(await axeFindings(desk)).toEqual([])
      wall.screenshot(test.info().outputPath('types.png'), 1)
      const overflow = await desk.evaluate(() => document.documentElement.scrollHeight - document.documentElement.clientHeight)
      expect(overflow).toBe(0)
      await desk.locator('input[name=reason]').press('Control+Enter')
      await expect(desk.locator('[data-proposal]')).toContainText('120 → 45')
      await expect(desk.locator('[data-action=approve]')).toHaveCount(0)
      const colleague = await dialRaw(gateway.url, hello(readFileSync(gateway.stationTokenFile, 'utf8').trim()))
      const received = await colleague.follow((all) => all.some((one) => one.name === 'snapshot' && one.message.last))
      const seen = received.flatMap((one) => (one.name === 'snapshot' && one.message.room !== null ? [one.message.room] : []))
      const proposed = seen[0]?.alertTypes?.proposals[0]?.number
      const approved = await colleague.request('alert-type.approve', {
        key: randomUUID(),
        madeAtMs: Date.now(),
        input: { id: 'ngap-duong', proposal: proposed },
      })
      colleague.close()
      expect(approved).toMatchObject({ ok: true, value: { version: 1 } })
      await expect(desk.locator('[data-type="ngap-duong"]')).toContainText('bản 1')
      await desk.keyboard.press('Escape')
      await expect(desk.locator('[data-alert-types]')).toHaveCount(0)
    } finally {
      await room.close()
      await gateway.stop()
      removeFolder(data)
      removeFolder(gatewayData)
    }
  })
})
