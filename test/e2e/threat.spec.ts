import { expect, test, type Page } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

const kindsOn = (page: Page) =>
  page.locator('[data-tile]').evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['tile']))

test('a threat level is declared by keys, shown with who and why, puts its scene on the wall and takes it away again', async () => {
  test.setTimeout(180_000)
  const data = temporaryFolder('threat')
  await withWall(2, async (wall) => {
    const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    const desk = await ready(await room.desk())
    const surface = await ready(await room.surface(1))
    expect(await kindsOn(surface)).toEqual(['city'])

    // A scene with the clock, put there and taken back.
    await desk.keyboard.press('g')
    await desk.keyboard.press('w')
    await desk.locator('[data-content="clock"]').press('Enter')
    await desk.keyboard.press('Control+Enter')
    await expect.poll(() => kindsOn(surface)).toEqual(['clock'])
    await desk.locator('[data-scene-name]').fill('Trực lũ')
    await desk.locator('[data-scene-name]').press('Enter')
    await expect(desk.locator('[data-scene="truc-lu"]')).toBeVisible()
    await desk.getByRole('button', { name: /Trở lại cách bày trước/ }).press('Enter')
    await expect.poll(() => kindsOn(surface)).toEqual(['city'])
    await desk.keyboard.press('Escape')

    await desk.keyboard.press('g')
    await desk.keyboard.press('t')
    await expect(desk.locator('[data-threat-where]')).toBeFocused()
    await desk.locator('[data-threat-scene="severe"]').selectOption('truc-lu')
    await desk.locator('[data-threat-notice="severe"]').fill('Trực 100% quân số')
    await desk.locator('[data-threat-notice="severe"]').press('Enter')
    await desk.locator('[data-threat-level]').selectOption('severe')
    await desk.locator('[data-threat-reason]').fill('Nước sông Hiếu vượt báo động III')
    await desk.locator('[data-threat-reason]').press('Enter')
    for (const page of [desk, surface]) {
      const line = page.locator('[data-threat="city"]')
      await expect(line).toContainText('Khẩn cấp')
      await expect(line).toContainText('Nước sông Hiếu vượt báo động III')
      await expect(line).toContainText('Trực 100% quân số')
    }
    await expect.poll(() => kindsOn(surface)).toEqual(['clock'])
    await desk.screenshot({ path: test.info().outputPath('desk.png') })
    await surface.screenshot({ path: test.info().outputPath('wall.png') })

    await desk.locator('[data-threat-calm="city"]').press('Enter')
    await expect(surface.locator('[data-threats]')).toHaveCount(0)
    await expect.poll(() => kindsOn(surface)).toEqual(['city'])
    await desk.keyboard.press('Escape')
    await expect(desk.locator('[data-threat-panel]')).toHaveCount(0)
    await room.close()
  })
  removeFolder(data)
})
