import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { axeFindings } from './axeFindings'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

for (const language of ['vi', 'en'] as const) {
  test(`no surface breaks a rule of WCAG 2.2 AA, and nothing overflows (${language})`, async () => {
    await withWall(3, async (wall) => {
      const data = temporaryFolder('accessibility')
      const room = await startRoom({ wall, data, arguments: [`--lang=${language}`] })
      try {
        const desk = await ready(await room.desk())
        const walls = await Promise.all([1, 2].map(async (n) => ready(await room.surface(n))))
        const inlet = await inletOf(room)
        const street = 'Đường Nguyễn Thị Minh Khai đoạn từ ngã tư Sòng đến cầu vượt đường sắt Bắc Nam, phường Nam Đông Hà'
        for (const severity of ['Extreme', 'Severe', 'Moderate', 'Minor']) {
          await postCap(
            inlet,
            buildCap({ identifier: severity, severity, urgency: 'Expected', status: 'Exercise', headline: `${street} (${severity})` }),
          )
        }
        await expect(desk.locator('li[data-alert-id]')).toHaveCount(4)
        await desk.keyboard.press('j')
        await expect(desk.locator('article[data-alert-id]')).toBeVisible()
        // A declared level adds a line to every display, here a long one.
        await desk.keyboard.press('g')
        await desk.keyboard.press('t')
        await desk.locator('[data-threat-level]').selectOption('high')
        await desk.locator('[data-threat-reason]').fill(street.repeat(2))
        await desk.locator('[data-threat-reason]').press('Enter')
        for (const page of [desk, ...walls]) await expect(page.locator('[data-threat="city"]')).toBeVisible()
        for (const page of [desk, ...walls]) {
          expect(await axeFindings(page)).toEqual([])
          const overflow = await page.evaluate(() => [
            document.documentElement.scrollWidth - document.documentElement.clientWidth,
            document.documentElement.scrollHeight - document.documentElement.clientHeight,
          ])
          expect(overflow).toEqual([0, 0])
        }
        await desk.keyboard.press('Escape')
        await desk.keyboard.press('Escape')
        await expect(desk.locator('[data-threat-panel]')).toHaveCount(0)
        await desk.keyboard.press('?')
        await expect(desk.getByRole('dialog')).toBeVisible()
        expect(await axeFindings(desk)).toEqual([])
        await desk.keyboard.press('Escape')
        // Eleven real alerts are a flood; its groups, one of them open, and the page of figures.
        for (let n = 0; n < 11; n += 1)
          await postCap(inlet, buildCap({ identifier: `flood-${n}`, severity: n < 8 ? 'Severe' : 'Extreme', headline: `${street} (${n})` }))
        await expect(desk.locator('[data-flood]')).toBeVisible()
        await desk.locator('[data-flood] button[aria-expanded]').first().click()
        expect(await axeFindings(desk)).toEqual([])
        await desk.keyboard.press('g')
        await desk.keyboard.press('f')
        await expect(desk.locator('[data-figures] tbody tr')).toHaveCount(18)
        expect(await axeFindings(desk)).toEqual([])
      } finally {
        await room.close()
        removeFolder(data)
      }
    })
  })
}
