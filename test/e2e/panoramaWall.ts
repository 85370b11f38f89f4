import { expect, type Page } from '@playwright/test'
import { buildCap } from '../builders/capBuilder.ts'
import type { VirtualWall } from '../../tools/virtualWall.mjs'
import { lineIn, pixelsOf } from './wallPixels.ts'

/** Frame on each side of a panel of the measured wall, and between two of them; lengths in millimetres as a person types them. */
const measures = { panelWidthMm: 1210, panelHeightMm: 680, frameMm: 12, gapXMm: 6, gapYMm: 6 }
const displayWidthPx = 1280
const pixelMm = measures.panelWidthMm / displayWidthPx

/** Measures a wall of four displays of 1280 pixels and hangs one city across surfaces 2 and 3, side by side under the desk and surface 1. */
export async function hangAcross(desk: Page, pages: readonly Page[]): Promise<void> {
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
  for (const page of pages) await page.waitForSelector('[data-tile="panorama"] [data-mode="scene"]', { timeout: 90_000 })
}

/** A yellow alert whose area has a north edge that runs across both displays; its other edges are far outside of the picture. */
export function crossingAlert(): string {
  const area = '16.80,106.93 16.822,107.25 16.45,107.25 16.45,106.93 16.80,106.93'
  const cap = buildCap({ severity: 'Moderate', urgency: 'Expected', sentAtMs: Date.now() })
  return cap.replace(/<circle>.*<\/circle>/, `<polygon>${area}</polygon>`)
}

/**
 * How far the line misses itself in the middle between the two lit parts, in pixels, frames and gap left out of the picture; NaN while
 * one of the displays does not show it. `fileOf` says where the picture of a display may be kept.
 */
export function seamErrorPx(wall: VirtualWall, fileOf: (display: number) => string): number {
  const [left, right] = [3, 4].map((display) => pixelsOf(wall, display, fileOf(display)))
  if (left === undefined || right === undefined) return Number.NaN
  const yellow = ([r = 0, g = 0, b = 0]: readonly number[]): number => Math.max(0, Math.min(1, ((r + g) / 2 - b - 40) / 80))
  const one = lineIn(left, { from: displayWidthPx - 320, until: displayWidthPx }, yellow)
  const other = lineIn(right, { from: 0, until: 320 }, yellow)
  if (one === undefined || other === undefined) return Number.NaN
  const halfGapPx = (measures.frameMm + measures.gapXMm / 2) / pixelMm
  return Math.abs(one.y0 + one.slope * (displayWidthPx + halfGapPx) - (other.y0 - other.slope * halfGapPx))
}
