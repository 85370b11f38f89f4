import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { axeFindings } from './axeFindings'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

// Questions about the city by keys alone, answered in the page's worker from the files of the delivered city.

test('asks how far the flood of October 2020 comes, and for a way round it', async () => {
  test.setTimeout(150_000)
  const data = temporaryFolder('questions')
  await withWall(4, async (wall) => {
    const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    try {
      const desk = await ready(await room.desk())
      await postCap(await inletOf(room), buildCap({ identifier: 'ngap-1', severity: 'Severe', urgency: 'Expected', status: 'Actual' }))
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(1)
      await desk.keyboard.press('j')
      await expect(desk.locator('article[data-alert-id]')).toBeVisible()
      await desk.keyboard.press('h')
      const panel = desk.locator('[data-questions-panel]')
      const answer = panel.locator('[data-answer]')
      await expect(panel.locator('button[type="submit"]')).toBeEnabled({ timeout: 30_000 })

      // The peak has a name; choosing it asks at once.
      await panel.getByRole('button', { name: /2020 5,36/ }).press('Enter')
      await expect(answer).toHaveAttribute('data-answer', 'flood')
      await expect(answer).toContainText('Minh họa')
      await expect(answer).toContainText('Nước nối với sông')
      await expect(answer.locator('[data-list="Cơ sở"] li').first()).toContainText('sâu')
      await desk.screenshot({ path: test.info().outputPath('flood.png') })
      // The other mode opens a page of its own, which this application forbids.
      expect(await axeFindings(desk)).toEqual([])

      // The answer on the wall, drawn and in words, for who is not at the desk.
      await answer.getByRole('button', { name: 'Đưa lên tường' }).press('Enter')
      await expect(answer).toContainText('Đã gửi lên bản đồ trên tường')
      const surface = await room.surface(1)
      const shown = surface.locator('[data-shown-answer="flood"]')
      await expect(shown).toContainText('Nước dâng đến đâu', { timeout: 60_000 })
      await expect(shown).toContainText('Minh họa')
      await expect(shown).toContainText('connectivity-field', { timeout: 60_000 })
      await surface.screenshot({ path: test.info().outputPath('flood-wall.png') })

      // And in the selected alert, as a note that says what it was made from.
      await answer.getByRole('button', { name: 'Ghi vào cảnh báo đang chọn' }).press('Enter')
      await expect(answer).toContainText('Đã gửi thành ghi chú')
      await expect(desk.locator('article[data-alert-id]')).toContainText('Hỏi bản đồ – Nước dâng đến đâu')
      await expect(desk.locator('article[data-alert-id]')).toContainText('connectivity-field')

      // A row leads to its place on the map.
      const summary = answer.locator('[data-list="Đường"] summary')
      if ((await answer.locator('[data-list="Đường"]').getAttribute('open')) === null) await summary.press('Enter')
      await answer.locator('[data-list="Đường"] li button').first().press('Enter')

      await panel.locator('select').first().selectOption('route')
      const boxes = panel.getByPlaceholder('vĩ độ, kinh độ')
      await boxes.nth(0).fill('16.8112 107.1119')
      await boxes.nth(1).fill('16.8422, 107.0839')
      await panel.locator('input[type="checkbox"]').check()
      await boxes.nth(1).press('Enter')
      const other = desk.locator('[data-answer="route"], .failure')
      await expect(other.first()).toBeVisible()
      await desk.screenshot({ path: test.info().outputPath('route.png') })
      await panel.locator('input[type="checkbox"]').uncheck()
      await boxes.nth(1).press('Enter')
      await expect(answer).toHaveAttribute('data-answer', 'route')
      await expect(answer).toContainText('Lê Duẩn')
      await expect(answer).toContainText('phút')

      await desk.keyboard.press('Escape')
      await expect(panel).toBeHidden()
      expect(room.printed()).not.toContain('Content Security Policy')
    } finally {
      await room.close()
    }
  })
  removeFolder(data)
})
