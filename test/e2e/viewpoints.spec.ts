import { expect, test } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

// A place to look from is saved, is there after a restart, and the wall looks where the desk looks for as long as it is asked to.

test('saves a viewpoint by keys, links the wall, and has it again after a restart', async () => {
  test.setTimeout(180_000)
  const data = temporaryFolder('viewpoints')
  await withWall(2, async (wall) => {
    let room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    let desk = await room.desk()
    await ready(desk)
    const surface = await room.surface(1)
    await ready(surface)
    await expect(desk.locator('[data-mode="scene"], [data-mode="plan"]')).toBeVisible({ timeout: 60_000 })
    await expect(surface.locator('[data-mode="scene"], [data-mode="plan"]')).toBeVisible({ timeout: 60_000 })

    await desk.keyboard.press('g')
    await desk.keyboard.press('v')
    await desk.keyboard.press('ArrowDown')
    await desk.keyboard.press('Enter')
    await desk.locator('[name="viewpoint-name"]').fill('Cầu buổi sáng')
    await desk.locator('[name="viewpoint-name"]').press('Enter')
    await expect(desk.locator('[data-viewpoint^="saved-"]')).toContainText('Cầu buổi sáng')

    await desk.locator('[data-link-views]').check()
    await expect(surface.locator('[data-led]')).toContainText('Nhìn theo bàn trực')
    await desk.screenshot({ path: test.info().outputPath('viewpoints.png') })
    await desk.locator('[data-link-views]').uncheck()
    await expect(surface.locator('[data-led]')).toHaveCount(0)
    await room.close()

    room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    desk = await room.desk()
    await ready(desk)
    await desk.keyboard.press('g')
    await desk.keyboard.press('v')
    const saved = desk.locator('[data-viewpoint^="saved-"]')
    await expect(saved).toContainText('Cầu buổi sáng')
    await saved.focus()
    await desk.keyboard.press('Delete')
    await expect(saved).toHaveCount(0)
    await desk.keyboard.press('Escape')
    await expect(desk.locator('[data-viewpoints-panel]')).toHaveCount(0)
    await room.close()
  })
  removeFolder(data)
})
