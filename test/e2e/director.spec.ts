import { expect, test, type Page } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

// The wall as a duty officer steers it: by keys, from the desk, and back again.

const kindsOn = (page: Page) =>
  page.locator('[data-tile]').evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset['tile']))

test('arranges the wall by keys, saves it as a scene, goes back exactly, and finds it all again after a restart', async () => {
  test.setTimeout(180_000)
  const data = temporaryFolder('director')
  await withWall(4, async (wall) => {
    let room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    let desk = await room.desk()
    await ready(desk)
    const first = await room.surface(1)
    await ready(first)
    expect(await kindsOn(first)).toEqual(['city'])

    await desk.keyboard.press('g')
    await desk.keyboard.press('w')
    const drawing = desk.getByRole('listbox')
    await expect(drawing.locator('[data-surface]')).toHaveCount(3)
    await expect(drawing.locator('[data-surface="1"]')).toBeFocused()

    // The list on surfaces 1 and 3 by keys alone: choose, content, apply.
    await desk.keyboard.press('Space')
    await desk.locator('[data-content="clock"]').press('Enter')
    await expect(desk.locator('[data-surface="1"]')).toHaveClass(/changed/)
    expect(await kindsOn(first)).toEqual(['city'])
    await desk.keyboard.press('Control+Enter')
    await expect.poll(() => kindsOn(first)).toEqual(['clock'])
    await expect(desk.locator('[data-why]')).toContainText('đưa lên')

    await desk.locator('[data-scene-name]').fill('Giao ban sáng')
    await desk.locator('[data-scene-name]').press('Enter')
    await expect(desk.locator('[data-scene="giao-ban-sang"]')).toBeVisible()
    await desk.screenshot({ path: test.info().outputPath('director.png') })

    await desk.getByRole('button', { name: /Trở lại cách bày trước/ }).press('Enter')
    await expect.poll(() => kindsOn(first)).toEqual(['city'])

    await desk.locator('[data-scene="giao-ban-sang"]').press('Enter')
    await desk.keyboard.press('Control+Enter')
    await expect.poll(() => kindsOn(first)).toEqual(['clock'])
    await desk.keyboard.press('Escape')
    await expect(drawing).toHaveCount(0)
    await room.close()

    room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    desk = await room.desk()
    const again = await room.surface(1)
    await ready(again)
    await expect.poll(() => kindsOn(again)).toEqual(['clock'])
    await room.close()
  })
  removeFolder(data)
})
