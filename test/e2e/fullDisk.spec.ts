import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { makeSmallDisk, noSmallDisks } from '../faults/disk/smallDisk'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

// The disk of the machine is full: the application goes on, says so on the screen, and nothing that was accepted is lost.

const why = noSmallDisks()
const noticeOf = (desk: Page, code: string) => desk.locator(`[data-notice="${code}"]`)
/** Where pictures of the screen go, if somebody wants to look at them. */
const pictures = process.env['FULL_DISK_PICTURES']

for (const language of ['vi', 'en'] as const) {
  test(`a full disk ends in a running application with a sentence on the screen (${language})`, async () => {
    test.skip(why !== '', why)
    const data = temporaryFolder('full-disk')
    const disks = { gateway: makeSmallDisk(4), station: makeSmallDisk(4) }
    for (const [part, disk] of Object.entries(disks)) symlinkSync(disk.path, join(data, part))
    try {
      await withWall(1, async (wall) => {
        const room = await startRoom({ wall, data, arguments: [`--lang=${language}`] })
        try {
          const desk = await ready(await room.desk())
          const rows = desk.locator('li[data-alert-id]')
          const inlet = await inletOf(room)
          expect((await postCap(inlet, buildCap({ identifier: 'before' }))).status).toBe(201)
          await expect(rows).toHaveCount(1)
          for (const disk of Object.values(disks)) disk.fill()
          // Some still fit into what the log's file has room for; then the sender is told to come again.
          let posted = 0
          await expect
            .poll(async () => (await postCap(inlet, buildCap({ identifier: `full-${(posted += 1)}` }))).status, { timeout: 20_000 })
            .toBe(503)
          await expect(noticeOf(desk, 'gateway-disk-refuses')).toBeVisible({ timeout: 20_000 })
          await expect(noticeOf(desk, 'cache-unwritable')).toBeVisible({ timeout: 20_000 })
          if (pictures !== undefined) await desk.screenshot({ path: join(pictures, `full-disk-${language}.png`) })
          for (const disk of Object.values(disks)) disk.makeRoom()
          await expect(noticeOf(desk, 'gateway-disk-recovered')).toBeVisible({ timeout: 20_000 })
          await expect(noticeOf(desk, 'cache-writable-again')).toBeVisible({ timeout: 20_000 })
          await expect(rows).toHaveCount(posted)
          expect((await postCap(inlet, buildCap({ identifier: 'after' }))).status).toBe(201)
          await expect(rows).toHaveCount(posted + 1)
          if (pictures !== undefined) await desk.screenshot({ path: join(pictures, `full-disk-over-${language}.png`) })
        } finally {
          await room.close()
        }
      })
    } finally {
      for (const disk of Object.values(disks)) disk.remove()
      removeFolder(data)
    }
  })
}
