import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, crc32 } from 'node:zlib'
import { expect, test, type Page } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

/** A real picture of one colour, as a camera's program would write it. */
function picture(widthPx: number, heightPx: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(widthPx * 3, 0x7f)])
  const rows = Buffer.concat(Array.from({ length: heightPx }, () => row))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Opens the picture of the newest note by keyboard, and returns how wide it was drawn. */
async function look(desk: Page): Promise<number> {
  const face = desk.locator('[data-handling="notes"] button[aria-label^="Xem "]')
  await face.focus()
  await desk.keyboard.press('Enter')
  const drawn = desk.locator('dialog.viewer img')
  await expect(drawn).toBeVisible()
  await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  const widthPx = await drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)
  await desk.keyboard.press('Escape')
  await expect(drawn).toHaveCount(0)
  return widthPx
}

test('a photo is attached to a note, looked at, kept as a file, and is there after a restart', async () => {
  await withWall(2, async (wall) => {
    const data = temporaryFolder('attachments')
    const file = join(data, 'ảnh cầu Đông Hà.png')
    const copy = join(data, 'bản sao.png')
    writeFileSync(file, picture(321, 123))
    const room = await startRoom({ wall, data })
    try {
      const desk = await ready(await room.desk())
      await postCap(await inletOf(room), buildCap({ identifier: 'photo-1' }))
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(1)
      // The system's own dialogs cannot be pressed by a test; what comes of them can.
      await room.app.evaluate(
        ({ dialog }, [chosen, saved]) => {
          dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen ?? ''] })
          dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: saved ?? '' })
        },
        [file, copy],
      )
      await desk.keyboard.press('j')
      await desk.keyboard.press('n')
      await desk.keyboard.type('Nước lên cầu')
      await desk.locator('[data-action="attach"]').focus()
      await desk.keyboard.press('Enter')
      await expect(desk.locator('form [data-attachment="ảnh cầu Đông Hà.png"] img')).toBeVisible()
      await desk.screenshot({ path: test.info().outputPath('note.png') })
      await desk.locator('form textarea').focus()
      await desk.keyboard.press('Control+Enter')
      await expect(desk.locator('[data-handling="notes"]')).toContainText('Nước lên cầu')
      expect(await look(desk)).toBe(321)

      await desk.locator('[data-handling="notes"] button[aria-label^="Lưu "]').click()
      await expect(desk.getByText('Đã lưu ảnh cầu Đông Hà.png')).toBeVisible()
      expect(readFileSync(copy)).toEqual(readFileSync(file))
    } finally {
      await room.close()
    }

    const again = await startRoom({ wall, data })
    try {
      const desk = await ready(await again.desk())
      await expect(desk.locator('li[data-alert-id]')).toHaveCount(1)
      await desk.keyboard.press('j')
      expect(await look(desk)).toBe(321)
    } finally {
      await again.close()
      removeFolder(data)
    }
  })
})
