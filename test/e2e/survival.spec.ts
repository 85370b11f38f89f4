import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, renderersOf, spawnRoom, startRoom, temporaryFolder, withWall, type Room } from './room'

/** Process id of one part of the running application. */
function pidOf(room: Room, part: 'gateway' | 'station' | 'GPU'): Promise<number> {
  return room.app.evaluate(({ app }, name) => {
    const found = app.getAppMetrics().find((metric) => metric.serviceName === name || metric.name === name || metric.type === name)
    return found?.pid ?? 0
  }, part)
}

test('station, graphics and gateway die one after another: the room goes on with everything it had', async () => {
  await withWall(2, async (wall) => {
    const data = temporaryFolder('survival')
    const room = await startRoom({ wall, data, arguments: ['--lang=en'] })
    try {
      const desk = await ready(await room.desk())
      const rows = desk.locator('li[data-alert-id]')
      let posted = 0
      const postOne = async (): Promise<void> => {
        const inlet = await inletOf(room)
        posted += 1
        await expect
          .poll(
            () =>
              postCap(inlet, buildCap({ identifier: `survival-${posted}` })).then(
                (answer) => answer.ok,
                () => false,
              ),
            { timeout: 20_000 },
          )
          .toBe(true)
        await expect(rows).toHaveCount(posted, { timeout: 20_000 })
      }
      await postOne()
      for (const part of ['station', 'GPU'] as const) {
        const pid = await pidOf(room, part)
        expect(pid).toBeGreaterThan(0)
        process.kill(pid, 'SIGKILL')
        await expect.poll(() => pidOf(room, part), { timeout: 20_000 }).not.toBe(pid)
        await postOne()
      }
      await expect(desk.locator('[data-notice="process-restarted"]')).toContainText('station')
      // The embedded gateway comes back on a port of its own choosing here, and the station finds it.
      const gateway = await pidOf(room, 'gateway')
      process.kill(gateway, 'SIGKILL')
      await expect.poll(() => pidOf(room, 'gateway'), { timeout: 20_000 }).not.toBe(gateway)
      await expect(desk.locator('[data-link="live"]')).toBeVisible({ timeout: 20_000 })
      await expect(rows).toHaveCount(posted)
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})

test('a page that dies is loaded again and reports again', async () => {
  await withWall(1, async (wall) => {
    const data = temporaryFolder('survival')
    // Nothing attached: a debugger keeps a page that has crashed.
    const room = spawnRoom(wall, data)
    try {
      await room.print('graphics: desk')
      const before = room.printed().length
      for (const pid of renderersOf(data)) process.kill(pid, 'SIGKILL')
      await room.print('loading it again', before)
      await room.print('graphics: desk', before)
    } finally {
      room.process.kill('SIGTERM')
      await room.ended
      removeFolder(data)
    }
  })
})
