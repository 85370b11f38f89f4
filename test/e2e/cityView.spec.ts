import { expect, test } from '@playwright/test'
import { inletOf, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room.ts'

test('layers by keys, remembered by the window; a unit that was posted is found by a click; looking back is marked and one key ends it', async () => {
  const data = temporaryFolder('city-view')
  try {
    await withWall(1, async (wall) => {
      const room = await startRoom({ wall, data, arguments: ['--lang=vi', '--displays=1'] })
      try {
        const desk = await ready(await room.desk())
        await desk.waitForSelector('[data-mode="scene"]', { timeout: 90_000 })

        await desk.keyboard.press('v')
        await desk.getByRole('checkbox', { name: 'Camera và vùng quan sát' }).press('Space')
        await desk.getByLabel('Màu bản đồ').selectOption('day')
        await expect(desk.locator('[data-theme="day"]')).toBeVisible()
        await desk.keyboard.press('Escape')
        await expect(desk.getByRole('checkbox', { name: 'Camera và vùng quan sát' })).toHaveCount(0)

        await desk.keyboard.press('y')
        await expect(desk.getByText('ĐANG XEM LẠI')).toBeVisible()
        await desk.keyboard.press('y')
        await expect(desk.getByText('ĐANG XEM LẠI')).toHaveCount(0)

        const inlet = await inletOf(room)
        const city = (await desk.evaluate(() => fetch('/city-data/city.json').then((answer) => answer.json()))) as {
          viewpoints: { target: { lonDeg: number; latDeg: number } }[]
        }
        const place = city.viewpoints[0]!.target
        const unit = { id: 'xe-1', name: 'Xe 01', kind: 'fire', place, headingDeg: 0, atMs: Date.now(), urgent: false, drill: true }
        const answer = await fetch(`${inlet.url}/positions`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${inlet.token}` },
          body: JSON.stringify({ positions: [unit] }),
        })
        expect(answer.status).toBe(201)
        const box = (await desk.locator('[data-mode="scene"]').boundingBox())!
        await expect(async () => {
          await desk.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
          await expect(desk.getByRole('heading', { name: 'Xe 01' })).toBeVisible({ timeout: 1_000 })
        }).toPass({ timeout: 30_000 })
        await expect(desk.getByText('DIỄN TẬP')).toBeVisible()
      } finally {
        await room.close()
      }

      const again = await startRoom({ wall, data, arguments: ['--lang=vi', '--displays=1'] })
      try {
        const desk = await ready(await again.desk())
        await expect(desk.locator('[data-theme="day"]')).toBeVisible({ timeout: 60_000 })
      } finally {
        await again.close()
      }
    })
  } finally {
    removeFolder(data)
  }
})
