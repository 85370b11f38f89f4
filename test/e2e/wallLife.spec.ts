import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall, type Room } from './room'

const kindsOn = (page: Page) =>
  page.locator('[data-tile]').evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['tile']))

/** The system's dialogs cannot be worked by a test: from now on they answer with this file. */
const answerDialogsWith = (room: Room, file: string): Promise<void> =>
  room.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)

test('a content is placed by hand, a scene goes to a file and comes back, and a rule shows it by the clock', async () => {
  test.setTimeout(180_000)
  const data = temporaryFolder('wall-life')
  await withWall(2, async (wall) => {
    const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    const desk = await ready(await room.desk())
    const surface = await ready(await room.surface(1))
    expect(await kindsOn(surface)).toEqual(['city'])
    await desk.keyboard.press('g')
    await desk.keyboard.press('w')

    const drawn = desk.getByRole('listbox').locator('[data-surface="1"]')
    await desk.locator('[data-content="clock"]').dragTo(drawn)
    await expect(drawn).toHaveClass(/changed/)
    expect(await kindsOn(surface)).toEqual(['city'])
    await desk.locator('[data-scene-name]').fill('Cảnh đêm')
    await desk.locator('[data-scene-name]').press('Enter')
    const card = desk.locator('[data-scene="canh-dem"]')
    await expect(card).toBeVisible()

    const file = join(data, 'scenes.json')
    await answerDialogsWith(room, file)
    await desk.locator('[data-scenes-keep]').press('Enter')
    const news = desk.locator('[data-scenes-news]')
    await expect(news).toContainText('1')
    const kept = readFileSync(file, 'utf8')
    expect(JSON.parse(kept)).toMatchObject({ scenes: [{ id: 'canh-dem', name: { vi: 'Cảnh đêm' } }] })
    await card.locator('xpath=..').getByRole('button', { name: 'Xóa', exact: true }).press('Enter')
    await expect(card).toHaveCount(0)
    writeFileSync(file, kept.replace('"canh-dem"', '"Cảnh Đêm!"'))
    await desk.locator('[data-scenes-open]').press('Enter')
    await expect(news).toContainText('scenes.0.id')
    writeFileSync(file, kept)
    await desk.locator('[data-scenes-open]').press('Enter')
    await expect(card).toBeVisible()

    // Every day from midnight to midnight: whenever this runs.
    await desk.locator('[data-rule-from]').fill('00:00')
    await desk.locator('[data-rule-until]').fill('00:00')
    await desk.locator('[data-rule-add]').press('Enter')
    await expect.poll(() => kindsOn(surface)).toEqual(['clock'])
    await drawn.focus()
    await expect(desk.locator('[data-why]')).toContainText('Cảnh đêm')
    await desk.screenshot({ path: test.info().outputPath('director.png') })
    await desk.locator('[data-rule-remove="r-canh-dem"]').press('Enter')
    await expect.poll(() => kindsOn(surface)).toEqual(['city'])
    await room.close()
  })
  removeFolder(data)
})
