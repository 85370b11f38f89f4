import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { buildPdf } from '../builders/pdfBuilder'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'

// What tiles can show beside the city and the lists, put on the wall by keys.

/** Colours of a canvas that differ from its background: 0 for one on which nothing was drawn. */
const inkOf = (page: Page) =>
  page.locator('.pdf canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    let dark = 0
    for (let pixel = 0; pixel < data.length; pixel += 4) if ((data[pixel + 3] ?? 0) > 0 && (data[pixel] ?? 255) < 100) dark += 1
    return dark
  })

async function openDirector(desk: Page): Promise<void> {
  await desk.keyboard.press('g')
  await desk.keyboard.press('w')
  await expect(desk.getByRole('listbox', { name: /màn/i }).first()).toBeVisible()
}

/** Chooses one surface by keys, and no other. */
async function choose(desk: Page, surface: number): Promise<void> {
  for (const option of await desk.locator('.drawing [data-surface]').all()) {
    const isWanted = (await option.getAttribute('data-surface')) === String(surface)
    if ((await option.getAttribute('aria-selected')) !== String(isWanted)) await option.press('Space')
  }
}

test('documents, cameras, boards and domains stand on the wall, and what may hold personal data is asked about', async () => {
  test.setTimeout(180_000)
  const data = temporaryFolder('wall-tiles')
  const file = join(data, 'phuong-an.pdf')
  writeFileSync(file, buildPdf(['Phuong an so tan', 'Trang hai']))
  await withWall(4, async (wall) => {
    let room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    try {
      const desk = await ready(await room.desk())
      const [first, second, third] = [await room.surface(1), await room.surface(2), await room.surface(3)]
      await ready(first)
      await postCap(await inletOf(room), buildCap({ identifier: 'tiles-1', severity: 'Extreme', sentAtMs: Date.now() }))
      await room.app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
      }, file)
      await openDirector(desk)

      // A PDF that nobody has looked through: asked about, then marked.
      await choose(desk, 1)
      await desk.locator('[data-form="document"] [data-action="attach"]').press('Enter')
      await desk.locator('[data-form="document"] [data-document]').press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(desk.locator('[data-unsafe]')).toContainText('phuong-an.pdf')
      await expect(desk.locator('[data-confirm]')).toBeFocused()
      await expect(first.locator('[data-tile="document"]')).toHaveCount(0)
      await desk.keyboard.press('Enter')
      await expect(first.locator('.pdf')).toHaveAttribute('data-pages', '2')
      await expect(first.locator('[data-tile="document"]')).toContainText('có thể có dữ liệu cá nhân')
      await expect.poll(() => inkOf(first)).toBeGreaterThan(100)

      // A group of cameras, then boards in turn.
      await choose(desk, 2)
      await desk.locator('[data-form="cameras"] select').selectOption(['cam-01', 'cam-02', 'cam-03'])
      await desk.locator('[data-form="cameras"] button').press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(second.locator('[data-camera]')).toHaveCount(3)
      await expect(second.locator('[data-camera="cam-01"]')).toContainText('Chưa kết nối nguồn hình')
      await expect.poll(() => second.locator('[data-camera="cam-01"] .minor').getAttribute('d')).not.toBe('')

      await choose(desk, 3)
      await desk.locator('[data-gather]').press('Space')
      await desk.locator('[data-content="handling"]').press('Enter')
      await desk.locator('[data-content="indicator"]').press('Enter')
      await desk.locator('[data-form="domain"] select').selectOption('tourism')
      await desk.locator('[data-form="domain"] button').press('Enter')
      for (const seconds of await desk.locator('[data-sequence] input').all()) await seconds.fill('3')
      await desk.locator('[data-sequence] button[type="submit"]').press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(third.locator('[data-tile="handling"] [data-severity="critical"]')).toContainText('Chưa giao ai')
      await expect(third.locator('[data-tile="indicator"] .figure')).toHaveText(/^\s*1 /)
      await expect(third.locator('[data-tile="domain"] [data-not-connected]')).toContainText('Chưa kết nối')
      await desk.screenshot({ path: test.info().outputPath('director.png') })
      await room.close()

      // All of it is there again, the bytes of the document too.
      room = await startRoom({ wall, data, arguments: ['--lang=en'] })
      const again = await room.surface(1)
      await ready(again)
      await expect(again.locator('.pdf')).toHaveAttribute('data-pages', '2')
      await expect.poll(() => inkOf(again)).toBeGreaterThan(100)
      await expect(again.locator('[data-tile="document"]')).toContainText('may hold personal data')
    } finally {
      await room.close()
      removeFolder(data)
    }
  })
})

test('a web page of the list stands on the wall without a way out or in; one that fails says why', async () => {
  test.setTimeout(120_000)
  const data = temporaryFolder('web-tiles')
  const asked: { path: string; cookie: string | undefined }[] = []
  const script = `document.cookie = 'kept=1; max-age=9999'
    fetch('http://127.0.0.1:1/').then(() => 'reached', () => 'cut off').then((other) => {
      document.body.dataset.tried = JSON.stringify({ other, opened: window.open('/popup') !== null, bridge: typeof window.room, node: typeof process })
      location.href = 'http://127.0.0.1:2/elsewhere'
    })`
  const server = createServer((request, answer) => {
    asked.push({ path: request.url ?? '', cookie: request.headers.cookie })
    const body = `<!doctype html><meta charset="utf-8"><title>mưa</title><body>Lượng mưa 12 giờ<script>${script}</script>`
    answer.writeHead(200, { 'Content-Type': 'text/html' }).end(body)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mua`
  const pages = [
    { name: 'Lượng mưa', url, wallSafe: true },
    { name: 'Trang hỏng', url: 'http://127.0.0.1:9/', wallSafe: true },
  ]
  writeFileSync(join(data, 'web-pages.json'), JSON.stringify({ pages }))
  try {
    await withWall(3, async (wall) => {
      const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
      const desk = await ready(await room.desk())
      const [first, second] = [await room.surface(1), await room.surface(2)]
      await ready(first)
      await openDirector(desk)
      await choose(desk, 1)
      await desk.locator('[data-content="web"]').first().press('Enter')
      await choose(desk, 2)
      await desk.locator('[data-content="web"]').last().press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(first.locator('[data-web="shown"]')).toContainText('Lượng mưa')
      await expect(second.locator('[data-web="failed"] [role="alert"]')).toContainText('ERR_')

      const tried = () =>
        room.app.evaluate(
          ({ webContents }, address) =>
            webContents
              .getAllWebContents()
              .find((contents) => contents.getURL() === address)
              ?.executeJavaScript('document.body.dataset.tried ?? ""') as Promise<string>,
          url,
        )
      await expect.poll(tried).toContain('cut off')
      expect(JSON.parse(await tried())).toEqual({ other: 'cut off', opened: false, bridge: 'undefined', node: 'undefined' })
      expect(asked.filter(({ path }) => path !== '/favicon.ico').map(({ path }) => path)).toEqual(['/mua'])

      // Taken off the wall and put there again: it is a stranger, and the first one is gone.
      await choose(desk, 1)
      await desk.locator('[data-content="clock"]').press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(first.locator('[data-tile="clock"]')).toBeVisible()
      await expect.poll(tried).toBeUndefined()
      await desk.locator('[data-content="web"]').first().press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(first.locator('[data-web="shown"]')).toBeVisible()
      expect(asked.map(({ cookie }) => cookie)).toEqual(asked.map(() => undefined))
      await room.close()
    })
  } finally {
    server.close()
    removeFolder(data)
  }
})
