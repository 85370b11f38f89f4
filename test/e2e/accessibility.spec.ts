import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

/** Rules of WCAG 2.2 A and AA that a page breaks, with the places. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // The other mode opens a page of its own, which this application forbids.
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

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
          expect(await findings(page)).toEqual([])
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
        expect(await findings(desk)).toEqual([])
        await desk.keyboard.press('Escape')
        // Eleven real alerts are a flood; its groups, one of them open, and the page of figures.
        for (let n = 0; n < 11; n += 1)
          await postCap(inlet, buildCap({ identifier: `flood-${n}`, severity: n < 8 ? 'Severe' : 'Extreme', headline: `${street} (${n})` }))
        await expect(desk.locator('[data-flood]')).toBeVisible()
        await desk.locator('[data-flood] button[aria-expanded]').first().click()
        expect(await findings(desk)).toEqual([])
        await desk.keyboard.press('g')
        await desk.keyboard.press('f')
        await expect(desk.locator('[data-figures] tbody tr')).toHaveCount(18)
        expect(await findings(desk)).toEqual([])
      } finally {
        await room.close()
        removeFolder(data)
      }
    })
  })
}
