import { expect, test } from '@playwright/test'
import { ready, removeFolder, startRoom, temporaryFolder, withWall } from './room.ts'

/** Pixels of the picture that have the colour of a house. */
function housePixels(): number {
  const canvas = document.querySelector<HTMLCanvasElement>('canvas[data-marks]')
  const context = canvas?.getContext('2d')
  if (!canvas || !context) return -1
  // As in `palette.ts` where no theme says otherwise.
  const token = getComputedStyle(canvas).getPropertyValue('--map-building').trim() || '#4d5c6b'
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(token.slice(at, at + 2), 16))
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  let count = 0
  for (let at = 0; at < data.length; at += 4) if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1
  return count
}

test('without WebGL the city is a plan with its houses, and says so', async () => {
  const data = temporaryFolder('flat-plan')
  await withWall(1, async (wall) => {
    const room = await startRoom({ wall, data, arguments: ['--lang=vi', '--displays=1'] })
    try {
      await ready(await room.desk())
      // As on a machine that has none.
      await room.app.context().addInitScript(() => {
        const getContext = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...given: unknown[]) => unknown
        HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
          return String(given[0]).startsWith('webgl') ? null : getContext.apply(this, given)
        } as typeof HTMLCanvasElement.prototype.getContext
      })
      const page = await room.desk()
      await page.reload()
      const desk = await ready(page)
      await expect(desk.locator('[data-mode="plan"]')).toBeVisible({ timeout: 60_000 })
      await expect(desk.getByText('đang hiển thị bản đồ phẳng')).toBeVisible()
      // The second viewpoint is near enough for houses.
      await desk.keyboard.press('2')
      await expect.poll(() => desk.evaluate(housePixels), { timeout: 30_000 }).toBeGreaterThan(2_000)
      await desk.screenshot({ path: test.info().outputPath('plan.png') })

      await desk.keyboard.press('v')
      await desk.getByRole('checkbox', { name: 'Nhà và công trình' }).press('Space')
      await desk.keyboard.press('Escape')
      await expect.poll(() => desk.evaluate(housePixels)).toBe(0)
    } finally {
      await room.close()
    }
  })
  removeFolder(data)
})
