import type { Page } from '@playwright/test'
import { inletOf, postCap } from '../../test/e2e/room.ts'
import { percentile, tenth } from '../report/machine.ts'
import { capMessage } from './capMessage.ts'
import { isSame, textPainted, tilesOn } from './tiles.ts'
import type { WallRoom } from './wallRoom.ts'

/**
 * Each alert turns the city on surface 1 to it and is told on every surface; its cancel brings back what was there. The time is from
 * before the message is posted until the last surface has painted it.
 */
export async function steerByAlerts({ room, desk, pages }: WallRoom, alerts: number): Promise<Record<string, number>> {
  await switchRuleOn(desk)
  const inlet = await inletOf(room)
  const [first] = pages
  if (first === undefined) throw new Error('no wall')
  const before = await tilesOn(pages)
  const delays: number[] = []
  let restored = 0
  for (let run = 0; run < alerts; run += 1) {
    const message = capMessage(run)
    const painted = Promise.all([
      textPainted(first, '.city-label', message.headline),
      ...pages.map((page) => textPainted(page, '[data-strip]', message.headline)),
    ])
    const sentAtMs = Date.now()
    await postCap(inlet, message.alert)
    delays.push(Math.max(...(await painted)) - sentAtMs)
    await postCap(inlet, message.cancel)
    await first.waitForFunction(() => document.querySelector('[data-aim^="alert "]') === null, undefined, { timeout: 10_000 })
    if (isSame(before, await tilesOn(pages))) restored += 1
  }
  const figures = { applyP50Ms: tenth(percentile(delays, 0.5)), applyP95Ms: tenth(percentile(delays, 0.95)), restored }
  console.log(
    `${alerts} alerts: on the last surface p50 ${figures.applyP50Ms} ms, p95 ${figures.applyP95Ms} ms; ${restored} went back exactly`,
  )
  return figures
}

async function switchRuleOn(desk: Page): Promise<void> {
  await desk.keyboard.press('g')
  await desk.keyboard.press('w')
  await desk.locator('[data-rule="alert-in-city"]').press('Enter')
  await desk.locator('[data-rule="alert-in-city"][aria-pressed="true"]').waitFor()
  // One alert after the other, without the time that people are given between two.
  await desk.locator('[data-rule-hold]').fill('0')
  await desk.locator('[data-rule-hold]').press('Enter')
  await desk.keyboard.press('Escape')
}
