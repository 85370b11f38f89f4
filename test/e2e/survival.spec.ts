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

test('a page that hangs is ended and loaded again while the other goes on, and nothing that hangs keeps the application', async () => {
  // Pages may be busy for half a minute after they were loaded; under load all limits are longer.
  test.setTimeout(240_000)
  await withWall(2, async (wall) => {
    const data = temporaryFolder('survival')
    const room = spawnRoom(wall, data, ['-r', './test/e2e/pageHook.cjs'])
    const tell = async (order: string): Promise<string> => {
      const before = room.printed().length
      room.process.stdin.write(`${order}\n`)
      await room.print(`hook: ${order}: `, before)
      return room.printed().slice(before).split(`hook: ${order}: `)[1]?.split('.')[0] ?? ''
    }
    const pidOfPart = async (part: string): Promise<number> => Number(await tell(`pid ${part}`))
    const desk = 'role=desk&surface=0'
    const surface = 'role=wall&surface=1'
    try {
      await room.print('graphics: desk')
      await room.print('graphics: wall 1')
      await tell(`age ${desk}`)
      await tell(`age ${surface}`)
      const deskPid = await pidOfPart(desk)
      let before = room.printed().length
      await tell(`block ${surface}`)
      await room.print('the page of wall 1 has said nothing', before)
      await room.print('graphics: wall 1', before)
      expect(room.printed().slice(before)).not.toContain('the page of desk')
      expect(await pidOfPart(desk)).toBe(deskPid)
      // Stopped by a signal it hears no other but the last one.
      before = room.printed().length
      process.kill(deskPid, 'SIGSTOP')
      await room.print('graphics: desk', before)
      expect(await pidOfPart(desk)).not.toBe(deskPid)
      // And one that is stopped while the application quits, with a station that is stopped too, does not keep it.
      process.kill(await pidOfPart(surface), 'SIGSTOP')
      process.kill(await pidOfPart('station'), 'SIGSTOP')
      const askedAtMs = Date.now()
      room.process.kill('SIGTERM')
      await room.ended
      expect(Date.now() - askedAtMs).toBeLessThan(8_000)
    } finally {
      room.process.kill('SIGKILL')
      await room.ended
      // One that is stopped does not see that its application has gone.
      for (const pid of renderersOf(data)) process.kill(pid, 'SIGKILL')
      removeFolder(data)
    }
  })
})
