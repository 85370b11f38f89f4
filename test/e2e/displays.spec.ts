import { expect, test } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall, type Room } from './room'

type Placed = { role: string; surface: string; bounds: { x: number; y: number; width: number; height: number } }

/** Every visible window with the bounds it really has. */
function visibleWindows(room: Room): Promise<Placed[]> {
  return room.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .filter((window) => window.isVisible())
      .map((window) => {
        const query = new URL(window.webContents.getURL()).searchParams
        return { role: query.get('role') ?? '', surface: query.get('surface') ?? '', bounds: window.getBounds() }
      })
      .sort((a, b) => Number(a.surface) - Number(b.surface)),
  )
}

test('three of four displays are unplugged and plugged again: every surface is back on its own display', async () => {
  await withWall(4, async (wall) => {
    const data = temporaryFolder('displays')
    const room = await startRoom({ wall, data })
    try {
      await ready(await room.desk())
      await ready(await room.surface(3))
      const before = await visibleWindows(room)
      expect(before.map((each) => each.bounds)).toEqual(
        wall
          .outputs()
          .filter((output) => output.bounds !== null)
          .map((output) => output.bounds),
      )
      expect(before.map((each) => `${each.role} ${each.surface}`)).toEqual(['desk 0', 'wall 1', 'wall 2', 'wall 3'])

      for (const display of [2, 3, 4]) wall.unplug(display)
      await expect.poll(() => visibleWindows(room)).toEqual([before[0]])
      // What was parked is still the same page: nothing is loaded again when its display returns.
      const page = await room.surface(2)
      await page.evaluate(() => Object.assign(window, { keptAlive: true }))

      for (const display of [4, 2, 3]) wall.plug(display)
      await expect.poll(() => visibleWindows(room), { timeout: 20_000 }).toEqual(before)
      expect(await page.evaluate(() => (window as unknown as { keptAlive?: boolean }).keptAlive)).toBe(true)
      wall.screenshot(test.info().outputPath('after.png'))
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})

test('the display of the desk is unplugged: the desk moves to what is left and goes home again', async () => {
  await withWall(3, async (wall) => {
    const data = temporaryFolder('displays')
    const room = await startRoom({ wall, data })
    try {
      await ready(await room.desk())
      await ready(await room.surface(2))
      const before = await visibleWindows(room)
      const home = before.find((each) => each.role === 'desk')
      wall.unplug(1)
      await expect.poll(async () => (await visibleWindows(room)).find((each) => each.role === 'desk')?.bounds).not.toEqual(home?.bounds)
      wall.plug(1)
      await expect.poll(() => visibleWindows(room), { timeout: 20_000 }).toEqual(before)
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})
