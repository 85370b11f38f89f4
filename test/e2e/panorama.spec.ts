import { expect, test } from '@playwright/test'
import { buildCap } from '../builders/capBuilder'
import { inletOf, postCap, ready, removeFolder, startRoom, temporaryFolder, withWall } from './room'
import { lineIn, pixelsOf } from './wallPixels'

/** Frame on each side of a panel of the measured wall, and between two of them; lengths in millimetres as a person types them. */
const measures = { panelWidthMm: 1210, panelHeightMm: 680, frameMm: 12, gapXMm: 6, gapYMm: 6 }
const pixelMm = measures.panelWidthMm / 1280

test('one city across two displays: a line that crosses them goes on behind the frames where it was', async () => {
  test.setTimeout(150_000)
  const data = temporaryFolder('panorama')
  await withWall(4, async (wall) => {
    const room = await startRoom({ wall, data, arguments: ['--lang=vi'] })
    try {
      const desk = await ready(await room.desk())
      // Surfaces 2 and 3 hang side by side under the desk and surface 1.
      const pages = [await ready(await room.surface(2)), await ready(await room.surface(3))]
      await desk.keyboard.press('g')
      await desk.keyboard.press('w')
      await expect(desk.locator('[data-surface="1"]')).toBeFocused()
      await desk.keyboard.press('m')
      for (const [name, length] of Object.entries(measures)) await desk.locator(`[data-measure="${name}"]`).fill(String(length))
      await desk.locator('[data-measure="gapYMm"]').press('Enter')
      await desk.keyboard.press('Control+Enter')
      await expect(desk.locator('[data-measures]')).toHaveCount(0)
      await expect(desk.locator('[data-wall-scale]')).toContainText('2,45 ×')

      await desk.locator('[data-surface="2"]').click()
      await desk.locator('[data-surface="3"]').click()
      await desk.locator('[data-content="panorama"]').press('Enter')
      await desk.keyboard.press('Control+Enter')
      await desk.keyboard.press('Escape')
      for (const page of pages) await expect(page.locator('[data-mode="scene"]')).toHaveCount(1, { timeout: 90_000 })

      // The north edge of the area runs across both displays; its other edges are far outside of the picture.
      const area = '16.80,106.93 16.822,107.25 16.45,107.25 16.45,106.93 16.80,106.93'
      const cap = buildCap({ severity: 'Moderate', urgency: 'Expected', sentAtMs: Date.now() })
      await postCap(await inletOf(room), cap.replace(/<circle>.*<\/circle>/, `<polygon>${area}</polygon>`))
      const look = (): number => {
        const [left, right] = [3, 4].map((display) => pixelsOf(wall, display, test.info().outputPath(`display-${display}.png`)))
        const yellow = ([r = 0, g = 0, b = 0]: readonly number[]): number => Math.max(0, Math.min(1, ((r + g) / 2 - b - 40) / 80))
        const [one, other] = [lineIn(left!, { from: 960, until: 1280 }, yellow), lineIn(right!, { from: 0, until: 320 }, yellow)]
        if (one === undefined || other === undefined) return Number.NaN
        // Where both meet in the middle between the lit parts, in pixels of the wall's height.
        const halfGapPx = (measures.frameMm + measures.gapXMm / 2) / pixelMm
        return Math.abs(one.y0 + one.slope * (1280 + halfGapPx) - (other.y0 - other.slope * halfGapPx))
      }
      await expect.poll(look, { timeout: 30_000, intervals: [500] }).toBeLessThanOrEqual(1)
    } finally {
      await room.close()
    }
  })
  removeFolder(data)
})
