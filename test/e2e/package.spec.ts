import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

const packaged = process.env['TOANCANH_PACKAGED']

test('the packaged application starts on the wall, takes a message and keeps it over a restart', async () => {
  if (packaged === undefined) throw new Error('TOANCANH_PACKAGED names no executable: run this suite by "npm test -- e2e"')
  await withWall(2, async (wall) => {
    const data = temporaryFolder('package')
    let room = await startRoom({ wall, data, executable: packaged })
    try {
      let desk = await ready(await room.desk())
      await ready(await room.surface(1))
      expect(await room.app.evaluate(({ app }) => [app.isPackaged, app.getAppPath().endsWith('.asar')])).toEqual([true, true])
      expect((await postCap(await inletOf(room), buildCap({ identifier: 'packaged-1' }))).status).toBe(201)
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(1)
      await room.close()
      room = await startRoom({ wall, data, executable: packaged })
      desk = await ready(await room.desk())
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(1)
      // The search runs in a worker of its own file, which must be found in the archive, too.
      await desk.keyboard.press('Control+f')
      await desk.keyboard.type('ngap duong hoang dieu')
      await expect(desk.locator('[data-found-id]')).toHaveCount(1)
      wall.screenshot(test.info().outputPath('packaged.png'))
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})
